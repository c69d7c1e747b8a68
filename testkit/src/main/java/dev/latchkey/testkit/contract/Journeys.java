package dev.latchkey.testkit.contract;

import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.testkit.TestProvider;
import java.util.function.Consumer;

/** What journeys need of the contract that they are part of. */
interface Journeys {

  /** The application that they share. */
  Shop shop();

  /** Opens another one with a provider of its own, which ends with it. */
  Shop open(TestProvider provider, String contextPath, Consumer<LatchkeyBuilder> changes);

  /** Ends a journey that cannot be made here, with the reason that the contract gives. */
  void needs(Capability capability);

  /** Tells whether a contract lacks nothing of this. */
  boolean has(Capability capability);

  /** Tells whether the sessions of all journeys are in their browsers, and not in a store. */
  boolean keepsSessionsInCookies();
}
