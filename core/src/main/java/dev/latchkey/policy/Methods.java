package dev.latchkey.policy;

import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The methods of a line: listed, {@code *}, or not mentioned at all. The last two both mean any
 * method, but only a line that mentions methods can match behind another that does.
 */
final class Methods {

  static final Methods NOT_MENTIONED = new Methods(false, true, Set.of());
  static final Methods ANY = new Methods(true, true, Set.of());

  private static final Pattern LIST_LIKE = Pattern.compile("(?!.*\\*\\*)[A-Z*][A-Z0-9_*,-]*");
  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_-]*");

  private final boolean listed;
  private final boolean any;
  private final Set<String> names;

  private Methods(boolean listed, boolean any, Set<String> names) {
    this.listed = listed;
    this.any = any;
    this.names = names;
  }

  /** Tells whether a word is meant as methods; it may still be wrong. */
  static boolean looksLike(String word) {
    return LIST_LIKE.matcher(word).matches();
  }

  static Methods parse(String word) {
    if (word.equals("*")) {
      return ANY;
    }
    Set<String> written = new LinkedHashSet<>();
    for (String name : word.split(",", -1)) {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException(
            "\"" + word + "\" is no list of methods; write GET,POST without blanks, or * for any");
      }
      if (!written.add(name)) {
        throw new IllegalArgumentException("\"" + word + "\" names " + name + " twice");
      }
    }
    return new Methods(true, false, withHead(written));
  }

  /** RFC 9110 section 9.3.2: HEAD is GET without the content. */
  private static Set<String> withHead(Set<String> written) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : written) {
      names.add(name);
      if (name.equals("GET")) {
        names.add("HEAD");
      }
    }
    return Collections.unmodifiableSet(names);
  }

  /** Tells whether the line mentions methods. */
  boolean listed() {
    return listed;
  }

  /** Tells whether every method is allowed. */
  boolean any() {
    return any;
  }

  /** The listed names, HEAD behind GET; empty when {@link #any}. */
  Set<String> names() {
    return names;
  }

  /** Literal and case-sensitive (RFC 9110 section 9.1): {@code get} is not GET. */
  boolean allow(String method) {
    return any || names.contains(method);
  }
}
