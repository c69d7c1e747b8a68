package dev.latchkey.testkit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The scopes this provider knows. */
final class Scopes {
  static final String OPENID = "openid";
  static final String OFFLINE_ACCESS = "offline_access";
  static final List<String> SERVICE = List.of("orders:read", "orders:write");
  static final List<String> ALL =
      List.of(OPENID, "profile", "email", "orders:read", "orders:write", OFFLINE_ACCESS);

  private Scopes() {}

  /**
   * Those of the asked that are known; others are ignored (OpenID Connect Core section 3.1.2.1).
   */
  static Set<String> known(@Nullable String asked) {
    Set<String> known = new LinkedHashSet<>(Parameters.words(asked));
    known.retainAll(ALL);
    return known;
  }
}
