package dev.latchkey;

import dev.latchkey.http.HttpProxy;
import dev.latchkey.http.HttpSettings;
import dev.latchkey.http.Trust;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** How calls to providers are made, as the settings want it; the same for all providers. */
final class HttpPlan {

  /** What the JDK's client does not send through tunnels; its default is "Basic". */
  private static final String DISABLED_SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

  private HttpPlan() {}

  static HttpSettings read(SettingValues values, Problems problems) {
    HttpSettings settings =
        HttpSettings.standard()
            .connectTimeout(values.duration(Setting.HTTP_CONNECT_TIMEOUT, Duration.ofMinutes(1)))
            .timeout(values.duration(Setting.HTTP_TIMEOUT, Duration.ofMinutes(1)))
            .maxBodyBytes(values.number(Setting.HTTP_MAX_BODY_BYTES, 1024, 16 * 1024 * 1024));
    Optional<Trust> trust = trust(values, problems);
    HttpSettings trusting = trust.isPresent() ? settings.trust(trust.get()) : settings;
    Optional<HttpProxy> proxy = proxy(values, problems);
    return proxy.isPresent() ? trusting.proxy(proxy.get()) : trusting;
  }

  private static Optional<Trust> trust(SettingValues values, Problems problems) {
    Optional<String> password =
        values.secret(Setting.HTTP_TRUST_STORE_PASSWORD, Setting.HTTP_TRUST_STORE_PASSWORD_FILE);
    if (password.isPresent() && !values.has(Setting.HTTP_TRUST_STORE)) {
      problems.add(
          Setting.HTTP_TRUST_STORE, "is not set, but its password is; set it, or remove both");
    }
    return values.read(
        Setting.HTTP_TRUST_STORE, path -> Trust.inFile(Path.of(path), password.orElse(null)));
  }

  private static Optional<HttpProxy> proxy(SettingValues values, Problems problems) {
    List<String> direct = values.words(Setting.HTTP_NO_PROXY);
    if (!values.has(Setting.HTTP_PROXY)) {
      if (!direct.isEmpty()) {
        problems.add(
            Setting.HTTP_NO_PROXY, "is set, but http.proxy is not; set it, or remove both");
      }
      return Optional.empty();
    }
    Optional<HttpProxy> proxy =
        values.read(Setting.HTTP_PROXY, values.text(Setting.HTTP_PROXY), HttpProxy::parse);
    proxy.filter(HttpProxy::hasUser).ifPresent(user -> checkTunnels(problems));
    return proxy.flatMap(
        each ->
            values.read(
                Setting.HTTP_NO_PROXY, String.join(" ", direct), any -> each.exceptFor(direct)));
  }

  /** The JDK leaves the user out without a word, and the proxy answers 407 for ever. */
  private static void checkTunnels(Problems problems) {
    String disabled = System.getProperty(DISABLED_SCHEMES, "Basic");
    if (List.of(disabled.toLowerCase(Locale.ROOT).split("[,\\s]+")).contains("basic")) {
      problems.add(
          Setting.HTTP_PROXY,
          "has a user, but this JVM tells proxies of none when it calls https; start it with -D"
              + DISABLED_SCHEMES
              + "=");
    }
  }
}
