package dev.latchkey.json;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The names that stand in nearly every token, so that reading one makes no new string and hashes
 * none. A fixed list: nothing that comes from outside gets into it.
 */
final class CommonNames {

  static final List<String> ALL =
      List.of(
          "alg",
          "kid",
          "typ", // RFC 7515 section 4.1
          "iss",
          "sub",
          "aud",
          "exp",
          "nbf",
          "iat",
          "jti", // RFC 7519 section 4.1
          "azp",
          "nonce",
          "auth_time",
          "at_hash",
          "c_hash",
          "acr",
          "amr",
          "sid",
          "name",
          "given_name",
          "family_name",
          "preferred_username",
          "email",
          "email_verified",
          "locale",
          "client_id",
          "scope",
          "scp",
          "roles",
          "groups",
          "cnf",
          "events", // access and logout
          "realm_access",
          "resource_access",
          "account",
          "allowed-origins",
          "session_state",
          "oid",
          "tid",
          "upn",
          "ver",
          "uti",
          "idp",
          "cid",
          "uid",
          "entitlements",
          "permissions",
          "token_use",
          "username",
          "cognito:groups",
          "origin_jti",
          "org_id");

  private static final int SLOTS = 256;
  private static final @Nullable String[] BY_LOOKS = byLooks();

  private CommonNames() {}

  private static @Nullable String[] byLooks() {
    @Nullable String[] slots = new @Nullable String[SLOTS];
    for (String name : ALL) {
      int slot =
          slot(name.length(), name.charAt(0), name.charAt(name.length() - 1), name.charAt(1));
      slots[slot] = name; // each has one of its own, which a test sees to
    }
    return slots;
  }

  /** Finds a name of ASCII characters; {@code null} for one that is not common. */
  static @Nullable String find(byte[] utf8, int from, int to) {
    if (to - from < 2) {
      return null;
    }
    String candidate = BY_LOOKS[slot(to - from, utf8[from], utf8[to - 1], utf8[from + 1])];
    return candidate != null && stands(candidate, utf8, from, to) ? candidate : null;
  }

  private static int slot(int length, int first, int last, int second) {
    return (length * 3 ^ first ^ last * 5 ^ second * 21) % SLOTS;
  }

  private static boolean stands(String name, byte[] utf8, int from, int to) {
    if (name.length() != to - from) {
      return false;
    }
    for (int i = 0; i < name.length(); i++) {
      if (utf8[from + i] != name.charAt(i)) {
        return false;
      }
    }
    return true;
  }
}
