package dev.latchkey.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/** Addresses that share their first bits, such as {@code 10.1.0.0/16}, or one address alone. */
record AddressRange(InetAddress network, int prefixBits) {

  /** Reads a range; {@code null} for a name. */
  static @Nullable AddressRange parse(String text) {
    int slash = text.indexOf('/');
    InetAddress network = literal(slash < 0 ? text : text.substring(0, slash));
    if (network == null) {
      if (slash >= 0) {
        throw new IllegalArgumentException(notARange(text));
      }
      return null;
    }
    int bits = network.getAddress().length * 8;
    int prefix = slash < 0 ? bits : prefix(text, slash, bits);
    return new AddressRange(network, prefix);
  }

  private static int prefix(String text, int slash, int bits) {
    String digits = text.substring(slash + 1);
    boolean wrong = digits.isEmpty() || digits.length() > 3;
    for (int i = 0; i < digits.length(); i++) {
      wrong |= digits.charAt(i) < '0' || digits.charAt(i) > '9';
    }
    if (wrong || Integer.parseInt(digits) > bits) {
      throw new IllegalArgumentException(notARange(text));
    }
    return Integer.parseInt(digits);
  }

  private static String notARange(String text) {
    return "\"" + text + "\" is no range of addresses; write for example 10.1.0.0/16";
  }

  /** Reads an address without looking anything up; {@code null} for all but the plain forms. */
  static @Nullable InetAddress literal(String host) {
    if (host.indexOf('%') >= 0 || host.indexOf(':') < 0 && !isDottedQuad(host)) {
      return null;
    }
    try {
      return InetAddress.getByName(host); // a literal: no look-up
    } catch (UnknownHostException e) {
      return null;
    }
  }

  private static boolean isDottedQuad(String host) {
    String[] parts = host.split("\\.", -1);
    for (String part : parts) {
      if (!part.matches("0|[1-9][0-9]{0,2}")) { // a leading zero means octal to some readers
        return false;
      }
    }
    return parts.length == 4;
  }

  boolean contains(InetAddress address) {
    byte[] ours = network.getAddress();
    byte[] theirs = address.getAddress();
    if (ours.length != theirs.length) {
      return false;
    }
    for (int bit = 0; bit < prefixBits; bit++) {
      int mask = 0x80 >> bit % 8;
      if ((ours[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
        return false;
      }
    }
    return true;
  }
}
