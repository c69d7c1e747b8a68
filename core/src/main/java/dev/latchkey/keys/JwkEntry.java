package dev.latchkey.keys;

import dev.latchkey.event.SafeText;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Judges one entry of a JSON Web Key Set (RFC 7517 section 4) before its numbers are read. */
final class JwkEntry {

  /** RFC 7518 sections 6.2.2, 6.3.2 and 6.4.1; RFC 8037 section 2. */
  private static final List<String> PRIVATE_MEMBERS =
      List.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

  private static final Set<String> KNOWN_TYPES = Set.of("RSA", "EC", "OKP");
  private static final int MAX_SHOWN_CHARS = 60;

  private final Map<?, ?> members;

  JwkEntry(Map<?, ?> members) {
    this.members = members;
  }

  /** Tells what makes this entry one that an operator should look at; {@code null}: nothing. */
  @Nullable String fault() {
    if ("oct".equals(members.get("kty"))) {
      return "is a symmetric key, which must not be published";
    }
    for (String name : PRIVATE_MEMBERS) {
      if (members.containsKey(name)) {
        return "has a private part (" + name + "), which must not be published";
      }
    }
    for (String name : List.of("kty", "kid", "use", "alg", "issuer")) {
      if (members.containsKey(name) && !(members.get(name) instanceof String)) {
        return "has a member " + name + " that is no string";
      }
    }
    return members.containsKey("kty") ? null : "has no kty";
  }

  /** Tells why this entry, though in order, is not for us; {@code null} when it is. */
  @Nullable String otherPurpose() {
    if (!KNOWN_TYPES.contains(text("kty"))) { // RFC 7517 section 5: ignore what is not understood
      return "is of unknown kty \"" + shown("kty") + "\"";
    }
    if (members.containsKey("use") && !"sig".equals(text("use"))) {
      return "is for use \"" + shown("use") + "\"";
    }
    if (members.containsKey("key_ops")
        && !(members.get("key_ops") instanceof List<?> ops && ops.contains("verify"))) {
      return "has key_ops without verify";
    }
    return null;
  }

  /** A member that is a string; {@code null} when there is none. */
  @Nullable String text(String name) {
    return members.get(name) instanceof String text ? text : null;
  }

  /** A member made fit for a log line. */
  String shown(String name) {
    String text = text(name);
    return text == null ? "" : SafeText.of(text, MAX_SHOWN_CHARS);
  }
}
