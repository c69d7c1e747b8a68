package dev.latchkey.login;

import dev.latchkey.provider.IssuerMatch;
import dev.latchkey.provider.Metadata;
import dev.latchkey.seal.CookieSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * How users sign in.
 *
 * @param issuer compared with {@code iss} of the callback
 * @param clientId as registered at the provider
 * @param redirectUri where the provider sends browsers back to; from settings, never from a request
 * @param scopes what to ask for; {@code openid} is always added
 * @param lifetime how long a user may take to sign in
 * @param maxPending how many logins one browser may have under way, 1 to 20; the oldest is dropped
 * @param cookieName the start of the names of the cookies that remember pending logins
 * @param cookies their attributes; never {@code Strict}, since the way back comes from the provider
 * @param userInfo whether the userinfo endpoint is asked
 * @param extra what else the provider is told
 * @param responseMode how the answer comes
 */
public record LoginSettings(
    IssuerMatch issuer,
    String clientId,
    URI redirectUri,
    Set<String> scopes,
    Duration lifetime,
    int maxPending,
    String cookieName,
    CookieSettings cookies,
    UserInfoUse userInfo,
    ExtraParameters extra,
    ResponseMode responseMode) {

  /** Adds {@code openid}, without which there is no ID token (OpenID Connect Core 3.1.2.1). */
  public LoginSettings {
    Set<String> all = new LinkedHashSet<>();
    all.add("openid");
    all.addAll(scopes);
    scopes = Collections.unmodifiableSet(all);
  }

  /** An issuer that is compared byte for byte, and nothing beyond what every login needs. */
  public LoginSettings(
      String issuer,
      String clientId,
      URI redirectUri,
      Set<String> scopes,
      Duration lifetime,
      int maxPending,
      String cookieName) {
    this(
        IssuerMatch.exact(issuer),
        clientId,
        redirectUri,
        scopes,
        lifetime,
        maxPending,
        cookieName,
        new CookieSettings("/", true),
        UserInfoUse.NEVER,
        ExtraParameters.none(),
        ResponseMode.QUERY);
  }

  /** Tells whether answers come in a form that is posted, and not in an address. */
  public boolean takesForms() {
    return responseMode == ResponseMode.FORM_POST;
  }

  /**
   * Tells why the provider may not do what is asked of it (OpenID Connect Discovery 1.0 section 3);
   * empty where nothing speaks against it. Who lists nothing may know everything.
   */
  public String doubt(Metadata provider) {
    Set<String> modes = provider.responseModes();
    return takesForms() && !modes.isEmpty() && !modes.contains("form_post")
        ? "login.response-mode is form_post, which the provider does not list in"
            + " response_modes_supported; if sign-ins fail, leave the setting out"
        : "";
  }
}
