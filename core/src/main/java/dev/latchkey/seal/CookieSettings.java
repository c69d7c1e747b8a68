package dev.latchkey.seal;

/**
 * The attributes of all our cookies. They are always {@code HttpOnly}, and {@code SameSite=Lax} but
 * where a cookie has to come along from another site.
 *
 * @param path the path they are sent for, {@code /} where the name has the prefix {@code __Host-}
 * @param secure false only on plain http in development
 */
public record CookieSettings(String path, boolean secure) {

  String attributes() {
    return "; Path=" + path + (secure ? "; Secure" : "") + "; HttpOnly; SameSite=Lax";
  }

  String crossSiteAttributes() {
    if (!secure) {
      throw new IllegalStateException("a cookie for other sites must be sent over https only");
    }
    return "; Path=" + path + "; Secure; HttpOnly; SameSite=None";
  }
}
