package dev.latchkey;

import dev.latchkey.seal.Sha256;
import java.net.URI;
import java.util.HexFormat;
import java.util.Optional;

/** The name of the session cookie: two applications on one host must not share one. */
final class SessionCookieName {

  private static final String HOST = "__Host-";

  private SessionCookieName() {}

  /**
   * Reads the name for sessions of one provider, or makes one up; none is the beginning of the name
   * of another cookie of ours.
   *
   * @param ofHost whether the cookie has no Domain and the path {@code /}, as the prefix {@code
   *     __Host-} promises (RFC 6265bis section 4.1.3.2)
   */
  static String read(SettingValues values, URI baseUrl, boolean ofHost) {
    String name = ofApplication(values.application(), baseUrl, ofHost);
    // a provider's name may have dashes, and so have the names of cookies beside a session's
    return values.furtherProvider().map(own -> name + "~" + own.replace('-', '_')).orElse(name);
  }

  private static String ofApplication(SettingValues values, URI baseUrl, boolean ofHost) {
    boolean secure = baseUrl.getScheme().equals("https");
    Optional<String> own = values.set(Setting.SESSION_COOKIE_NAME);
    own.ifPresent(name -> check(name, values.problems(), secure, ofHost));
    return own.orElseGet(
        () -> {
          String prefix = !secure ? "" : ofHost ? HOST : "__Secure-";
          String client = values.text(Setting.CLIENT_ID);
          String tail = values.set(Setting.NAME).orElseGet(() -> shortHash(baseUrl + " " + client));
          return prefix + "latchkey-" + tail;
        });
  }

  private static void check(String name, Problems problems, boolean secure, boolean ofHost) {
    boolean token = name.chars().allMatch(c -> isCookieNameChar((char) c));
    if (!token) { // RFC 6265 section 4.1.1
      problems.add(
          Setting.SESSION_COOKIE_NAME, "may hold letters, digits and -_.!#$%&'*+^`|~ only");
    }
    if (!secure && name.startsWith("__")) {
      problems.add(
          Setting.SESSION_COOKIE_NAME,
          "has a prefix that browsers accept over https only, but base-url is http");
    }
    // browsers compare the prefix without case
    if (secure && !ofHost && name.regionMatches(true, 0, HOST, 0, HOST.length())) {
      problems.add(
          Setting.SESSION_COOKIE_NAME,
          "begins with __Host-, which browsers accept without session.cookie.domain and with"
              + " session.cookie.path=/ only; begin it with __Secure-, or leave those two out");
    }
  }

  private static boolean isCookieNameChar(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || "-_.!#$%&'*+^`|~".indexOf(c) >= 0);
  }

  private static String shortHash(String text) {
    return HexFormat.of().formatHex(Sha256.of(text), 0, 4);
  }
}
