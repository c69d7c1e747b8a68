package dev.latchkey;

import dev.latchkey.gate.LoginRedirect;
import dev.latchkey.gate.SignInSettings;
import dev.latchkey.login.LoginSettings;
import dev.latchkey.login.ReturnTarget;
import dev.latchkey.provider.ClientAuthentication;
import dev.latchkey.provider.ClientCredentials;
import dev.latchkey.seal.CookieSettings;
import dev.latchkey.seal.SealKeys;
import dev.latchkey.seal.Unguessable;
import dev.latchkey.session.ClaimSource;
import dev.latchkey.session.SessionSettings;
import dev.latchkey.token.ClaimPlaces;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Signing in as the settings describe it.
 *
 * @param client who we are to the provider
 * @param gate where signing in and out happens
 * @param login how users sign in
 * @param session how sessions are kept
 * @param cookies the attributes of our cookies
 * @param secrets what seals; empty for a secret that ends with the process
 */
record SignInPlan(
    ClientCredentials client,
    SignInSettings gate,
    LoginSettings login,
    SessionSettings session,
    CookieSettings cookies,
    Optional<SealKeys> secrets) {

  /** Where nobody signs in, no cookie is ever set. */
  static final CookieSettings NO_COOKIES = new CookieSettings("/", true);

  private static final URI NOWHERE = URI.create("https://base-url.invalid");

  static SignInPlan read(
      SettingValues values, Problems problems, ProviderPlan provider, ClaimPlaces places) {
    URI baseUrl = baseUrl(values, problems);
    ClientCredentials client = client(values, problems);
    String cookieName = cookieName(values, problems, baseUrl, client.id());
    SignInSettings gate = gate(values, problems, baseUrl, client.id());
    return new SignInPlan(
        client,
        gate,
        new LoginSettings(
            provider.issuer(),
            client.id(),
            URI.create(baseUrl + gate.callbackPath()),
            new LinkedHashSet<>(values.words(Setting.SCOPES)),
            // a cookie's Max-Age counts whole seconds, and none means that it is gone
            values.duration(Setting.LOGIN_LIFETIME, Duration.ofSeconds(1), Duration.ofHours(1)),
            values.number(Setting.LOGIN_MAX_PENDING, 1, 20),
            cookieName),
        session(values, provider, new CookieIdentity(cookieName, places)),
        new CookieSettings("/", baseUrl.getScheme().equals("https")),
        secrets(values, problems, baseUrl));
  }

  private static URI baseUrl(SettingValues values, Problems problems) {
    Optional<String> text = values.set(Setting.BASE_URL);
    if (text.isEmpty()) {
      problems.add(
          Setting.BASE_URL,
          "is not set, but rules can sign in; write where this application's root is publicly"
              + " found, for example https://shop.example.com");
      return NOWHERE;
    }
    String trimmed =
        text.get().endsWith("/") ? text.get().substring(0, text.get().length() - 1) : text.get();
    URI uri = values.address(Setting.BASE_URL, trimmed).orElse(NOWHERE);
    if (uri.getRawQuery() != null || !isPlain(uri.getRawPath())) {
      problems.add(
          Setting.BASE_URL,
          "is " + text.get() + "; write scheme, host, port and path prefix, nothing more");
    }
    boolean insecure = uri.getScheme().equals("http") && !isLoopback(uri);
    if (insecure && !values.words(Setting.INSECURE_HTTP_HOSTS).contains(uri.getHost())) {
      problems.add(
          Setting.BASE_URL,
          "is "
              + text.get()
              + ", which is not https: anybody on the way could take sessions over;"
              + " in development, allow its host with insecure-http-hosts="
              + uri.getHost());
    }
    return uri;
  }

  private static boolean isPlain(String prefix) {
    return prefix.isEmpty()
        || !prefix.endsWith("/") && !prefix.contains("//") && !prefix.contains(";");
  }

  private static boolean isLoopback(URI uri) {
    return Set.of("localhost", "127.0.0.1", "[::1]").contains(uri.getHost());
  }

  private static ClientCredentials client(SettingValues values, Problems problems) {
    if (!values.has(Setting.CLIENT_ID)) {
      problems.add(
          Setting.CLIENT_ID,
          "is not set, but rules can sign in; register a client at the provider");
    }
    String id = values.set(Setting.CLIENT_ID).orElse("none");
    if (values.has(Setting.CLIENT_SECRET) && values.has(Setting.CLIENT_SECRET_FILE)) {
      problems.add("client-secret and client-secret-file are both set; remove one of them");
    }
    Optional<String> secret = secret(values, Setting.CLIENT_SECRET, Setting.CLIENT_SECRET_FILE);
    Optional<ClientAuthentication> method =
        values
            .set(Setting.CLIENT_AUTHENTICATION)
            .flatMap(
                text ->
                    values.read(Setting.CLIENT_AUTHENTICATION, text, ClientAuthentication::named));
    boolean isPublic = method.filter(chosen -> chosen == ClientAuthentication.NONE).isPresent();
    if (secret.isEmpty() && !isPublic && !values.has(Setting.CLIENT_SECRET_FILE)) {
      problems.add(
          Setting.CLIENT_SECRET,
          "is not set; set it, or client-authentication=none for a public client");
    }
    if (secret.isPresent() && isPublic) {
      problems.add(
          Setting.CLIENT_AUTHENTICATION, "is none, but a client secret is set; remove one of them");
    }
    if (secret.isEmpty() || isPublic) {
      return ClientCredentials.publicClient(id);
    }
    ClientCredentials confidential = ClientCredentials.confidential(id, secret.get());
    return method.map(confidential::sentBy).orElse(confidential);
  }

  private static Optional<String> secret(SettingValues values, Setting direct, Setting inFile) {
    return values
        .set(direct)
        .or(
            () ->
                values
                    .set(inFile)
                    .flatMap(
                        file ->
                            values.read(
                                inFile, file, path -> Secret.fromFile(Path.of(path)).value())));
  }

  private static SignInSettings gate(
      SettingValues values, Problems problems, URI baseUrl, String clientId) {
    String callback = values.path(Setting.CALLBACK_PATH);
    String login = values.path(Setting.LOGIN_PATH);
    String logout = values.path(Setting.LOGOUT_PATH);
    if (Stream.of(callback, login, logout).distinct().count() < 3) {
      problems.add("callback-path, login-path and logout-path must be three different paths");
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
        afterLogout(values, baseUrl));
  }

  private static URI afterLogout(SettingValues values, URI baseUrl) {
    String text = values.text(Setting.AFTER_LOGOUT_URL);
    return text.startsWith("/")
        ? URI.create(baseUrl + values.path(Setting.AFTER_LOGOUT_URL))
        : values.address(Setting.AFTER_LOGOUT_URL, text).orElse(baseUrl);
  }

  private record CookieIdentity(String cookieName, ClaimPlaces places) {}

  private static SessionSettings session(
      SettingValues values, ProviderPlan provider, CookieIdentity what) {
    List<String> named = values.words(Setting.CLAIMS_SOURCES);
    List<String> sources = named.isEmpty() ? provider.profile().claimsSources() : named;
    List<ClaimSource> read = values.each(Setting.CLAIMS_SOURCES, sources, ClaimSource::named);
    return new SessionSettings(
        what.cookieName(),
        values.duration(Setting.SESSION_MAX_AGE, Duration.ofDays(400)),
        what.places(),
        read.isEmpty() ? List.of(ClaimSource.ID_TOKEN) : read);
  }

  private static String cookieName(
      SettingValues values, Problems problems, URI baseUrl, String clientId) {
    Optional<String> own = values.set(Setting.SESSION_COOKIE_NAME);
    boolean secure = baseUrl.getScheme().equals("https");
    if (own.isEmpty()) {
      String tail = values.set(Setting.NAME).orElseGet(() -> shortHash(baseUrl + " " + clientId));
      return (secure ? "__Host-" : "") + "latchkey-" + tail;
    }
    boolean token = own.get().chars().allMatch(c -> isCookieNameChar((char) c));
    if (!token) { // RFC 6265 section 4.1.1
      problems.add(
          Setting.SESSION_COOKIE_NAME, "may hold letters, digits and -_.!#$%&'*+^`|~ only");
    }
    if (!secure && own.get().startsWith("__")) {
      problems.add(
          Setting.SESSION_COOKIE_NAME,
          "has a prefix that browsers accept over https only, but base-url is http");
    }
    return own.get();
  }

  private static boolean isCookieNameChar(char c) {
    return c < 128 && (Character.isLetterOrDigit(c) || "-_.!#$%&'*+^`|~".indexOf(c) >= 0);
  }

  private static String shortHash(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  private static Optional<SealKeys> secrets(SettingValues values, Problems problems, URI baseUrl) {
    if (values.has(Setting.SESSION_SECRET) && values.has(Setting.SESSION_SECRET_FILE)) {
      problems.add("session.secret and session.secret-file are both set; remove one of them");
    }
    Optional<String> secret = secret(values, Setting.SESSION_SECRET, Setting.SESSION_SECRET_FILE);
    if (secret.isEmpty() && values.has(Setting.SESSION_SECRET_FILE)) {
      return Optional.empty(); // told already: it cannot be read
    }
    if (secret.isEmpty() && !isLoopback(baseUrl)) {
      problems.add(
          Setting.SESSION_SECRET,
          "is not set; make one with: openssl rand -base64 32, or write per-process for sessions"
              + " that end with this process");
      return Optional.empty();
    }
    if (secret.isEmpty() || secret.get().strip().equals("per-process")) {
      problems.warn("sessions end with this process, since there is no session.secret");
      return Optional.empty();
    }
    return SealKeys.parse(secret.get(), problem -> problems.add(Setting.SESSION_SECRET, problem));
  }

  SealKeys sealKeys(Unguessable random) {
    return secrets.orElseGet(() -> SealKeys.perProcess(random));
  }

  /** What is bound into everything sealed here, so that applications keep apart. */
  String application() {
    return login.issuer() + "\n" + client.id() + "\n" + gate.baseUrl();
  }
}
