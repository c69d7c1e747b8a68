package dev.latchkey.testkit;

import java.time.Duration;
import java.time.InstantSource;

/** What all endpoints share: who they are, whom they know, and how they are to misbehave. */
record Realm(
    String issuer,
    InstantSource clock,
    Duration accessTokenLifetime,
    Duration idTokenLifetime,
    SigningKeys keys,
    Users users,
    Clients clients,
    Faults faults) {

  /** Whom the access tokens are for. */
  static final String AUDIENCE = "orders-api";
}
