package dev.latchkey;

import dev.latchkey.seal.Sha256;
import java.net.URI;
import java.util.HexFormat;
import java.util.Optional;

/** The name of the session cookie: two applications on one host must not share one. */
final class SessionCookieName {

  private SessionCookieName() {}

  /** The name for the sessions of one provider; none is the beginning of another's. */
  static String read(SettingValues values, URI baseUrl) {
    String name = ofApplication(values.application(), baseUrl);
    // a provider's name has dashes of its own, as have the names of cookies beside a session's
    return values.furtherProvider().map(own -> name + "~" + own.replace('-', '_')).orElse(name);
  }

  private static String ofApplication(SettingValues values, URI baseUrl) {
    Optional<String> own = values.set(Setting.SESSION_COOKIE_NAME);
    boolean secure = baseUrl.getScheme().equals("https");
    if (own.isEmpty()) {
      String client = values.text(Setting.CLIENT_ID);
      String tail = values.set(Setting.NAME).orElseGet(() -> shortHash(baseUrl + " " + client));
      return (secure ? "__Host-" : "") + "latchkey-" + tail;
    }
    boolean token = own.get().chars().allMatch(c -> isCookieNameChar((char) c));
    if (!token) { // RFC 6265 section 4.1.1
      values
          .problems()
          .add(Setting.SESSION_COOKIE_NAME, "may hold letters, digits and -_.!#$%&'*+^`|~ only");
    }
    if (!secure && own.get().startsWith("__")) {
      values
          .problems()
          .add(
              Setting.SESSION_COOKIE_NAME,
              "has a prefix that browsers accept over https only, but base-url is http");
    }
    return own.get();
  }

  private static boolean isCookieNameChar(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || "-_.!#$%&'*+^`|~".indexOf(c) >= 0);
  }

  private static String shortHash(String text) {
    return HexFormat.of().formatHex(Sha256.of(text), 0, 4);
  }
}
