package dev.latchkey.seal;

/**
 * The attributes of all our cookies. They are always {@code HttpOnly} and {@code SameSite=Lax}.
 *
 * @param path the path they are sent for, {@code /} where the name has the prefix {@code __Host-}
 * @param secure false only on plain http in development
 */
public record CookieSettings(String path, boolean secure) {

  String attributes() {
    return "; Path=" + path + (secure ? "; Secure" : "") + "; HttpOnly; SameSite=Lax";
  }
}
