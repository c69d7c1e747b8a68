package dev.latchkey;

import dev.latchkey.gate.LoginRedirect;
import dev.latchkey.gate.LogoutSettings;
import dev.latchkey.gate.SignInSettings;
import dev.latchkey.login.LoginSettings;
import dev.latchkey.login.ReturnTarget;
import dev.latchkey.provider.ClientCredentials;
import dev.latchkey.seal.SealKeys;
import dev.latchkey.seal.Unguessable;
import dev.latchkey.token.ClaimPlaces;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Signing in as the settings describe it.
 *
 * @param client who we are to the provider
 * @param gate where signing in and out happens
 * @param login how users sign in
 * @param sessions how and where sessions are kept
 * @param secrets what seals; empty for a secret that ends with the process
 */
record SignInPlan(
    ClientCredentials client,
    SignInSettings gate,
    LoginSettings login,
    SessionPlan sessions,
    Optional<SealKeys> secrets) {

  static SignInPlan read(
      SettingValues values,
      Problems problems,
      ProviderPlan provider,
      ClaimPlaces places,
      boolean ownStore) {
    URI baseUrl = BaseUrl.read(values, problems);
    ClientCredentials client = ClientPlan.read(values, problems, "rules can sign in");
    CookiePlan cookies = CookiePlan.read(values, baseUrl, client.id());
    SessionPlan sessions = SessionPlan.read(values, cookies, provider, places);
    LogoutSettings logout =
        LogoutPlan.read(values, baseUrl, provider.issuer(), ownStore || sessions.isInMemory());
    SignInSettings gate = gate(values, problems, baseUrl, client.id(), logout);
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
        SessionSecrets.read(values, problems, baseUrl));
  }

  private static SignInSettings gate(
      SettingValues values,
      Problems problems,
      URI baseUrl,
      String clientId,
      LogoutSettings logoutSettings) {
    String callback = values.path(Setting.CALLBACK_PATH);
    String login = values.path(Setting.LOGIN_PATH);
    String logout = values.path(Setting.LOGOUT_PATH);
    List<String> paths = new ArrayList<>(List.of(callback, login, logout));
    paths.add(logoutSettings.sessionPath());
    logoutSettings.backChannelPath().ifPresent(paths::add);
    logoutSettings.frontChannelPath().ifPresent(paths::add);
    if (Set.copyOf(paths).size() < paths.size()) {
      problems.add(
          "callback-path, login-path, logout-path, session-path, back-channel-logout-path and"
              + " front-channel-logout-path must be different paths");
    }
    Optional<ReturnTarget> afterLogin = ReturnTarget.parse(values.text(Setting.AFTER_LOGIN_URL));
    if (afterLogin.isEmpty()) {
      problems.add(Setting.AFTER_LOGIN_URL, "must be a path of this application, such as /");
    }
    return new SignInSettings(
        baseUrl,
        clientId,
        values.choice(
            Setting.LOGIN_REDIRECT,
            Map.of(
                "navigations", LoginRedirect.NAVIGATIONS,
                "always", LoginRedirect.ALWAYS,
                "never", LoginRedirect.NEVER)),
        callback,
        login,
        logout,
        afterLogin.or(() -> ReturnTarget.parse("/")).orElseThrow(),
        logoutSettings);
  }

  SealKeys sealKeys(Unguessable random) {
    return secrets.orElseGet(() -> SealKeys.perProcess(random));
  }

  /** What is bound into everything sealed here, so that applications keep apart. */
  String application() {
    return login.issuer().configured() + "\n" + client.id() + "\n" + gate.baseUrl();
  }
}
