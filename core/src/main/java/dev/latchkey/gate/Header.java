package dev.latchkey.gate;

import java.util.Objects;

/** One header of a response. Immutable. */
public final class Header {

  /** Where a header stands that the response has one of already. */
  enum Place {
    BESIDE,
    INSTEAD
  }

  private final String name;
  private final String value;
  private final Place place;

  private Header(String name, String value, Place place) {
    this.name = name;
    this.value = value;
    this.place = place;
  }

  static Header of(String name, String value) {
    return of(name, value, Place.BESIDE);
  }

  static Header of(String name, String value, Place place) {
    if (value.indexOf('\r') >= 0 || value.indexOf('\n') >= 0) { // RFC 9110 section 5.5
      throw new IllegalStateException("a line break in the header " + name);
    }
    return new Header(name, value, place);
  }

  /** The name. */
  public String name() {
    return name;
  }

  /** The value. */
  public String value() {
    return value;
  }

  /** Tells whether two of this name would be none: it then replaces those that are there. */
  public boolean standsAlone() {
    return place == Place.INSTEAD;
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
