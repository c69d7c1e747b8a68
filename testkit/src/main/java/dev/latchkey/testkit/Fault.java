package dev.latchkey.testkit;

import java.util.Set;

/**
 * A known way to be wrong, ready to be switched on: one constant of an enum for each part of a
 * provider. {@link Faults} says where each belongs; what has no constant here is written there as a
 * lambda.
 */
public sealed interface Fault
    permits TokenFault,
        DiscoveryFault,
        KeysFault,
        CallbackFault,
        TokenAnswerFault,
        IntrospectionFault,
        WireFault {

  /** The rows it stands for, as the tags of Latchkey's own tests and SECURITY.md name them. */
  Set<String> rows();
}
