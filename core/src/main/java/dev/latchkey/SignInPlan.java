package dev.latchkey;

import dev.latchkey.gate.LoginRedirect;
import dev.latchkey.gate.LogoutSettings;
import dev.latchkey.gate.SignInSettings;
import dev.latchkey.login.LoginSettings;
import dev.latchkey.login.ReturnTarget;
import dev.latchkey.provider.ClientCredentials;
import dev.latchkey.seal.SealKeys;
import dev.latchkey.seal.Unguessable;
import dev.latchkey.session.SessionSettings;
import dev.latchkey.token.ClaimPlaces;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * Signing in at one provider as the settings describe it.
 *
 * @param client who we are to the provider
 * @param gate where signing in and out happens
 * @param login how users sign in
 * @param sessions how sessions are kept
 * @param demandsLogoutExp whether a logout token must say when it ends
 * @param secrets what seals; empty for a secret that ends with the process
 */
record SignInPlan(
    ClientCredentials client,
    SignInSettings gate,
    LoginSettings login,
    SessionSettings sessions,
    boolean demandsLogoutExp,
    Optional<SealKeys> secrets) {

  /**
   * Reads how users sign in at one provider.
   *
   * @param need why they have to, as in: "is not set, but rules can sign in"
   */
  static SignInPlan read(
      SettingValues values,
      String need,
      ProviderPlan provider,
      ClaimPlaces places,
      StorePlan store) {
    SettingValues shared = values.application();
    URI baseUrl = BaseUrl.read(shared, shared.problems());
    ClientCredentials client = ClientPlan.read(values, values.problems(), need);
    CookiePlan cookies = CookiePlan.read(values, baseUrl);
    SessionSettings sessions = SessionPlan.read(values, cookies, provider, places);
    LogoutSettings logout = LogoutPlan.read(values, baseUrl, provider.issuer(), store);
    SignInSettings gate = gate(values, baseUrl, client.id(), logout);
    return new SignInPlan(
        client,
        gate,
        LoginPlan.read(
            values,
            provider.names(),
            client.id(),
            URI.create(baseUrl + gate.callbackPath()),
            cookies),
        sessions,
        LogoutPlan.demandsExp(values),
        SessionSecrets.read(shared, shared.problems(), baseUrl));
  }

  private static SignInSettings gate(
      SettingValues values, URI baseUrl, String clientId, LogoutSettings logoutSettings) {
    Optional<ReturnTarget> afterLogin = ReturnTarget.parse(values.text(Setting.AFTER_LOGIN_URL));
    if (afterLogin.isEmpty()) {
      values
          .problems()
          .add(Setting.AFTER_LOGIN_URL, "must be a path of this application, such as /");
    }
    return new SignInSettings(
        baseUrl,
        clientId,
        values
            .application()
            .choice(
                Setting.LOGIN_REDIRECT,
                Map.of(
                    "navigations", LoginRedirect.NAVIGATIONS,
                    "always", LoginRedirect.ALWAYS,
                    "never", LoginRedirect.NEVER)),
        values.path(Setting.CALLBACK_PATH),
        values.path(Setting.LOGIN_PATH),
        values.path(Setting.LOGOUT_PATH),
        afterLogin.or(() -> ReturnTarget.parse("/")).orElseThrow(),
        logoutSettings);
  }

  /** The paths that are served before the rules. */
  Map<Setting, String> paths() {
    Map<Setting, String> paths = new EnumMap<>(Setting.class);
    paths.put(Setting.CALLBACK_PATH, gate.callbackPath());
    paths.put(Setting.LOGIN_PATH, gate.loginPath());
    paths.put(Setting.LOGOUT_PATH, gate.logoutPath());
    paths.put(Setting.SESSION_PATH, gate.logout().sessionPath());
    gate.logout()
        .backChannelPath()
        .ifPresent(path -> paths.put(Setting.BACK_CHANNEL_LOGOUT_PATH, path));
    gate.logout()
        .frontChannelPath()
        .ifPresent(path -> paths.put(Setting.FRONT_CHANNEL_LOGOUT_PATH, path));
    return paths;
  }

  SealKeys sealKeys(Unguessable random) {
    return secrets.orElseGet(() -> SealKeys.perProcess(random));
  }

  /** What is bound into everything sealed here, so that applications keep apart, and providers. */
  String application() {
    return login.issuer().configured() + "\n" + client.id() + "\n" + gate.baseUrl();
  }
}
