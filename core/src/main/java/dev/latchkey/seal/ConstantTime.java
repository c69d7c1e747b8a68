package dev.latchkey.seal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Comparison of unguessable values in a time that tells nothing about them. */
public final class ConstantTime {

  private ConstantTime() {}

  /** Tells whether both are there and the same; what is absent equals nothing. */
  public static boolean equal(@Nullable String expected, @Nullable String actual) {
    return expected != null
        && actual != null
        && MessageDigest.isEqual(
            expected.getBytes(StandardCharsets.UTF_8), actual.getBytes(StandardCharsets.UTF_8));
  }
}
