package dev.latchkey.testing;

import java.util.regex.Pattern;

/** Where Nimbus is no oracle, since the Gson inside it reads numbers in its own way. */
public final class GsonNumbers {

  /** What begins with a multiple of 2^64 wraps to zero, and the rest then follows a leading 0. */
  private static final Pattern WRAPPING = Pattern.compile("[0-9]{20}");

  private GsonNumbers() {}

  /** Tells whether a text holds an integer that Gson may refuse, though it is good JSON. */
  public static boolean mayWrapIn(String json) {
    return WRAPPING.matcher(json).find();
  }
}
