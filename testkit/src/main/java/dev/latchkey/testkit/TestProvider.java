package dev.latchkey.testkit;

import dev.latchkey.Latchkey;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An OpenID provider in the same process, on a loopback port, with a sign-in page.
 *
 * <pre>{@code
 * try (TestProvider provider = TestProvider.start()) {
 *   provider.allowRedirect("http://127.0.0.1:8080/oidc/callback");
 *   String token = provider.token().subject("ada").scope("orders:read").role("user").sign();
 *   …
 * }
 * }</pre>
 *
 * <p>It checks what a real provider checks: client secret, redirect URI, PKCE, codes and refresh
 * tokens that are good for one use. {@link #faults()} makes it misbehave. Ready users are alice
 * (password {@code alice-pw}, role user, group staff) and bob ({@code bob-pw}, roles user and
 * admin, groups staff and admins); ready clients are {@value #CLIENT_ID} and, for client
 * credentials, {@code orders-client} with the secret {@code orders-secret}. A login always brings a
 * refresh token, which ends with logout unless {@code offline_access} was asked for.
 *
 * <p>Thread-safe. Everything is kept in memory, within bounds, and gone with {@link #close()}; its
 * threads are daemons and keep no JVM alive. For tests and demos only: secrets and passwords are
 * well known.
 */
public final class TestProvider implements AutoCloseable {
  static final String CLIENT_ID = "latchkey-test";

  // Long enough for HS256, and wrong unless each side form-encodes it (RFC 6749 section 2.3.1).
  static final String CLIENT_SECRET = "latchkey+test/secret%3A;for tests, & nothing else";

  private final LoopbackServer server;
  private final Realm realm;
  private final TokenMint mint;
  private final AuthorizeEndpoint authorize;
  private final LogoutNotices notices;

  TestProvider(TestProviderBuilder builder) {
    Faults faults = new Faults();
    server = new LoopbackServer(builder.port(), faults.paths());
    realm = builder.realm(server.address(), faults);
    mint = new TokenMint(realm, builder.handsOutOpaqueTokens());
    AuthorizationCodes codes = new AuthorizationCodes(realm.clock());
    ProviderSessions sessions = new ProviderSessions(realm.clock(), server.port());
    authorize = new AuthorizeEndpoint(realm, sessions, codes);
    notices = new LogoutNotices(realm, mint);
    server.serve(endpoints(sessions, codes));
  }

  private Map<String, Endpoint> endpoints(ProviderSessions sessions, AuthorizationCodes codes) {
    Documents documents = new Documents(realm);
    RefreshTokens refreshTokens = new RefreshTokens(realm.faults());
    return Map.of(
        Paths.DISCOVERY,
        documents::discovery,
        Paths.KEYS,
        documents::keys,
        Paths.AUTHORIZE,
        authorize,
        Paths.TOKEN,
        forms(new TokenEndpoint(realm, codes, refreshTokens, mint)),
        Paths.INTROSPECT,
        forms(new IntrospectEndpoint(realm, mint)),
        Paths.REVOKE,
        forms(new RevocationEndpoint(refreshTokens, mint)),
        Paths.USERINFO,
        new UserInfoEndpoint(realm, mint),
        Paths.LOGOUT,
        new LogoutEndpoint(realm, sessions, notices));
  }

  private Endpoint forms(ClientEndpoint.Forms forms) {
    return new ClientEndpoint(realm.clients(), forms);
  }

  /** Starts a provider on a free port, with the ready users and clients. */
  public static TestProvider start() {
    return builder().start();
  }

  /** Begins a provider that differs from the ready one. */
  public static TestProviderBuilder builder() {
    return new TestProviderBuilder();
  }

  /** The issuer, {@code http://127.0.0.1:PORT}, without a slash at the end. */
  public String issuer() {
    return realm.issuer();
  }

  /** The ready client's id. */
  public String clientId() {
    return CLIENT_ID;
  }

  /** The ready client's secret; it holds characters that must be encoded. */
  public String clientSecret() {
    return CLIENT_SECRET;
  }

  /** Whom the access tokens are for: {@code orders-api}. */
  public String audience() {
    return Realm.AUDIENCE;
  }

  /** What Latchkey has to be told of this provider, by its settings' names; no {@code base-url}. */
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("issuer", issuer());
    settings.put("client-id", clientId());
    settings.put("client-secret", clientSecret());
    settings.put("audience", audience());
    settings.put("insecure-http-hosts", "127.0.0.1");
    return settings;
  }

  /** Begins an access token: good, of subject {@code ada}, without scope and roles. */
  public TestToken token() {
    return mint.blank(CLIENT_ID).subject("ada");
  }

  /**
   * Signs a user in at an application without a browser.
   *
   * <p>Runs the application's own sign-in from its first redirect to its callback; only its server,
   * the browser and the sign-in page are left out. Its callback is registered on the way, and its
   * {@code base-url} need not be reachable.
   *
   * @param username a user's; who is not there yet is added, with this name as subject and without
   *     roles
   * @return the value of a {@code Cookie} header
   * @throws IllegalStateException if signing in fails, because of a fault or of the settings
   */
  public String sessionCookie(Latchkey latchkey, String username) {
    return sessionCookie(latchkey, realm.users().named(username));
  }

  /** As {@link #sessionCookie(Latchkey, String)}; the user is added, or replaces one before. */
  public String sessionCookie(Latchkey latchkey, TestUser user) {
    realm.users().put(user);
    return new SignInWithoutPage(realm, authorize).cookieHeader(latchkey, user);
  }

  /**
   * Makes an opaque token that stands for a signed one: good as long as that is, and understood by
   * the introspection and the userinfo endpoint alone.
   */
  public String opaque(String signedAccessToken) {
    return mint.refer(signedAccessToken);
  }

  /** Ends an access token, signed or opaque: introspection says so from now on. */
  public void revoke(String accessToken) {
    mint.revoke(accessToken);
  }

  /**
   * Lets logins of the ready client return to this address, compared character by character.
   *
   * @throws IllegalArgumentException if it is relative or has a fragment
   */
  public void allowRedirect(String redirectUri) {
    realm.clients().change(CLIENT_ID, client -> client.redirectUri(redirectUri));
  }

  /**
   * Lets logouts of the ready client return to this address, compared character by character.
   *
   * @throws IllegalArgumentException if it is relative or has a fragment
   */
  public void allowPostLogoutRedirect(String uri) {
    realm.clients().change(CLIENT_ID, client -> client.postLogoutRedirectUri(uri));
  }

  /** Posts a logout token here when a user of the ready client signs out. */
  public void backChannelLogoutUri(String uri) {
    realm.clients().change(CLIENT_ID, client -> client.backChannelLogoutUri(uri));
  }

  /** Lets the sign-out page load this address when a user of the ready client signs out. */
  public void frontChannelLogoutUri(String uri) {
    realm.clients().change(CLIENT_ID, client -> client.frontChannelLogoutUri(uri));
  }

  /** Begins a logout token for the ready client: good, of subject {@code ada}, without a sid. */
  public TestToken logoutToken() {
    return mint.logoutToken(CLIENT_ID).subject("ada");
  }

  /**
   * Posts a logout token, as a provider does when a user signs out.
   *
   * @return the status of the answer; 0 where there was none
   */
  public int sendLogoutToken(String uri, String logoutToken) {
    return notices.send(uri, logoutToken);
  }

  /** Signs with new keys from now on and publishes them alone. */
  public void rotateKeys() {
    realm.keys().rotate(false);
  }

  /** Signs with new keys from now on and publishes them beside the old ones. */
  public void rotateKeysKeepingOld() {
    realm.keys().rotate(true);
  }

  /** Refuses connections until {@link #comeBack()}; open ones are cut. */
  public void goDown() {
    server.goDown();
  }

  /**
   * Answers again, on the same port and with all it knew.
   *
   * @throws IllegalStateException after {@link #close()}
   */
  public void comeBack() {
    server.comeBack();
  }

  /** The switches that make it misbehave. */
  public Faults faults() {
    return realm.faults();
  }

  /** The paths asked for, oldest first, without queries; the last 10,000 of them. */
  public List<String> requests() {
    return server.log().paths();
  }

  /** How often this path was asked for, e.g. {@code /jwks}; requests still waiting count too. */
  public int count(String path) {
    return server.log().count(path);
  }

  /** Empties what {@link #requests()} and {@link #count} tell. */
  public void forgetRequests() {
    server.log().forget();
  }

  /** Stops for good; calling it again does nothing. */
  @Override
  public void close() {
    server.close();
    realm.keys().giveBack();
  }

  /** Names the issuer. */
  @Override
  public String toString() {
    return "TestProvider[" + issuer() + "]";
  }
}
