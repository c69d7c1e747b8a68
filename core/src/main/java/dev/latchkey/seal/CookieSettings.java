package dev.latchkey.seal;

import org.jspecify.annotations.Nullable;

/**
 * The attributes of one kind of cookies. They are always {@code HttpOnly}.
 *
 * @param domain {@code null} for the host that sets them alone
 * @param path the path they are sent for, {@code /} where the name has the prefix {@code __Host-}
 * @param secure false only on plain http in development
 * @param sameSite which requests they are sent with
 */
public record CookieSettings(
    @Nullable String domain, String path, boolean secure, SameSite sameSite) {

  /** Cookies of this host alone, which come with links from elsewhere. */
  public CookieSettings(String path, boolean secure) {
    this(null, path, secure, SameSite.LAX);
  }

  String attributes() {
    return (domain == null ? "" : "; Domain=" + domain)
        + "; Path="
        + path
        + (secure ? "; Secure" : "")
        + "; HttpOnly; SameSite="
        + sameSite.word();
  }

  /**
   * The same for a cookie that must come along with what other sites post: for what opens nothing
   * by itself.
   *
   * @throws IllegalStateException on plain http, where browsers do not keep such a cookie
   */
  public CookieSettings fromOtherSites() {
    if (!secure) {
      throw new IllegalStateException("a cookie for other sites must be sent over https only");
    }
    return new CookieSettings(domain, path, true, SameSite.NONE);
  }
}
