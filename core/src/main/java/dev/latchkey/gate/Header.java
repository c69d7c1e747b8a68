package dev.latchkey.gate;

import java.util.Objects;

/** One header of a response. Immutable. */
public final class Header {

  private final String name;
  private final String value;

  private Header(String name, String value) {
    this.name = name;
    this.value = value;
  }

  static Header of(String name, String value) {
    if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) { // RFC 9110 section 5.5
      throw new IllegalStateException("a line break in the header " + name);
    }
    return new Header(name, value);
  }

  /** The name. */
  public String name() {
    return name;
  }

  /** The value. */
  public String value() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Header header && header.name.equals(name) && header.value.equals(value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, value);
  }

  /** The name only: the value may be a cookie. */
  @Override
  public String toString() {
    return name;
  }
}
