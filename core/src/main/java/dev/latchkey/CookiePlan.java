package dev.latchkey;

import dev.latchkey.seal.CookieSettings;
import dev.latchkey.seal.SameSite;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Our cookies as the settings describe them.
 *
 * @param name of the session cookie; the names of all others of that provider begin with it
 * @param session the attributes of all cookies that belong to a session
 * @param login those of the cookies of a sign-in under way, which stay on the host that began it
 */
record CookiePlan(String name, CookieSettings session, CookieSettings login) {

  /** Reads the cookies of one provider; they differ in their names alone. */
  static CookiePlan read(SettingValues values, URI baseUrl) {
    SettingValues shared = values.application();
    boolean secure = baseUrl.getScheme().equals("https");
    String domain = domain(shared, baseUrl);
    String path = path(shared, baseUrl);
    return new CookiePlan(
        SessionCookieName.read(values, baseUrl, domain == null && path.equals("/")),
        new CookieSettings(domain, path, secure, sameSite(shared)),
        new CookieSettings(path, secure));
  }

  private static SameSite sameSite(SettingValues values) {
    if (values.text(Setting.SESSION_COOKIE_SAME_SITE).equalsIgnoreCase("None")) {
      values
          .problems()
          .add(
              Setting.SESSION_COOKIE_SAME_SITE,
              "is None, so that every site could use the sessions of its visitors; write Lax or"
                  + " Strict");
      return SameSite.LAX;
    }
    return values.choice(
        Setting.SESSION_COOKIE_SAME_SITE, Map.of("Lax", SameSite.LAX, "Strict", SameSite.STRICT));
  }

  private static @Nullable String domain(SettingValues values, URI baseUrl) {
    String domain = values.set(Setting.SESSION_COOKIE_DOMAIN).orElse(null);
    String host = baseUrl.getHost().toLowerCase(Locale.ROOT);
    if (domain != null && BaseUrl.isKnown(baseUrl) && !isAbove(domain, host)) {
      values
          .problems()
          .add(
              Setting.SESSION_COOKIE_DOMAIN,
              "is \""
                  + domain
                  + "\"; write base-url's host, which is "
                  + host
                  + ", or a domain above it of two labels or more, in small letters and without a"
                  + " dot at its start; an IP address has none, so leave it out there");
    }
    return domain;
  }

  /** RFC 6265 section 5.1.3. What is above a host in this way can break no header either. */
  private static boolean isAbove(String domain, String host) {
    boolean named = domain.equals(host) || host.endsWith("." + domain);
    String lastLabel = host.substring(host.lastIndexOf('.') + 1);
    boolean address = host.startsWith("[") || lastLabel.chars().allMatch(c -> c >= '0' && c <= '9');
    return named && !address && domain.indexOf('.') > 0 && !domain.endsWith(".");
  }

  private static String path(SettingValues values, URI baseUrl) {
    String path = values.text(Setting.SESSION_COOKIE_PATH);
    String root = baseUrl.getRawPath() + "/";
    if (BaseUrl.isKnown(baseUrl) && !covers(path, root)) {
      values
          .problems()
          .add(
              Setting.SESSION_COOKIE_PATH,
              "is \""
                  + path
                  + "\"; write base-url's path as a browser sees it or a folder above it,"
                  + " such as /"
                  + (root.equals("/") ? "" : " or " + baseUrl.getRawPath()));
    }
    return path;
  }

  /** RFC 6265 section 5.1.4. What covers a path of ours can break no header either. */
  private static boolean covers(String path, String root) {
    return path.startsWith("/")
        && path.chars().allMatch(c -> c < 0x7f) // java.net.URI takes more than a header can
        && root.startsWith(path)
        && (path.endsWith("/") || root.charAt(path.length()) == '/');
  }
}
