package dev.latchkey.testkit;

import com.nimbusds.jose.JWSAlgorithm;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

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
  private static final String CLIENT_ID = "latchkey-test";

  // Long enough for HS256, and wrong unless each side form-encodes it (RFC 6749 section 2.3.1).
  private static final String CLIENT_SECRET = "latchkey+test/secret%3A;for tests, & nothing else";

  private final LoopbackServer server;
  private final Realm realm;
  private final TokenMint mint;

  private TestProvider(Builder builder) {
    Faults faults = new Faults();
    server = new LoopbackServer(builder.port, faults.paths());
    realm = builder.realm(server.address(), faults);
    mint = new TokenMint(realm, builder.opaqueAccessTokens);
    server.serve(endpoints());
  }

  private Map<String, Endpoint> endpoints() {
    ProviderSessions sessions = new ProviderSessions(realm.clock(), server.port());
    AuthorizationCodes codes = new AuthorizationCodes(realm.clock());
    Documents documents = new Documents(realm);
    return Map.of(
        Paths.DISCOVERY, documents::discovery,
        Paths.KEYS, documents::keys,
        Paths.AUTHORIZE, new AuthorizeEndpoint(realm, sessions, codes),
        Paths.TOKEN, new TokenEndpoint(realm, codes, mint),
        Paths.INTROSPECT, new IntrospectEndpoint(realm, mint),
        Paths.USERINFO, new UserInfoEndpoint(realm, mint),
        Paths.LOGOUT, new LogoutEndpoint(realm, sessions));
  }

  /** Starts a provider on a free port, with the ready users and clients. */
  public static TestProvider start() {
    return builder().start();
  }

  /** Begins a provider that differs from the ready one. */
  public static Builder builder() {
    return new Builder();
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

  /** What Latchkey has to be told to use this provider, under the names of its settings. */
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

  /** What a provider is to be like. Not thread-safe; may start several providers. */
  public static final class Builder {
    private final Map<String, TestUser> users = new LinkedHashMap<>();
    private final Map<String, TestClient> clients = new LinkedHashMap<>();
    private int port;
    private InstantSource clock = InstantSource.system();
    private Duration accessTokenLifetime = Duration.ofMinutes(5);
    private Duration idTokenLifetime = Duration.ofMinutes(5);
    private JWSAlgorithm algorithm = JWSAlgorithm.RS256;
    private boolean opaqueAccessTokens;

    private Builder() {
      String[] service = Scopes.SERVICE.toArray(String[]::new);
      user(TestUser.alice()).user(TestUser.bob());
      clients.put(
          CLIENT_ID, TestClient.confidential(CLIENT_ID, CLIENT_SECRET).serviceScopes(service));
      client(TestClient.confidential("orders-client", "orders-secret").serviceScopes(service));
    }

    /** Takes this port of 127.0.0.1; 0, the default, any free one. */
    public Builder port(int port) {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
      }
      this.port = port;
      return this;
    }

    /** Tells the time by this clock; the system's is the default. */
    public Builder clock(InstantSource clock) {
      this.clock = Objects.requireNonNull(clock, "clock");
      return this;
    }

    /** Sets how long access tokens are good, in whole seconds; 5 minutes is the default. */
    public Builder accessTokenLifetime(Duration lifetime) {
      this.accessTokenLifetime = positive(lifetime);
      return this;
    }

    /** Sets how long ID tokens are good, in whole seconds; 5 minutes is the default. */
    public Builder idTokenLifetime(Duration lifetime) {
      this.idTokenLifetime = positive(lifetime);
      return this;
    }

    /**
     * Signs with this algorithm, and announces it: RS, PS or ES with 256, 384 or 512. The default
     * is RS256.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public Builder signWith(String algorithm) {
      this.algorithm = SigningKeys.algorithm(algorithm);
      return this;
    }

    /** Hands out access tokens that say nothing, to be looked up by introspection. */
    public Builder opaqueAccessTokens() {
      this.opaqueAccessTokens = true;
      return this;
    }

    /** Adds a user, or replaces the one of that name. */
    public Builder user(TestUser user) {
      users.put(user.username(), user);
      return this;
    }

    /**
     * Adds a client, or replaces the one with that id.
     *
     * @throws IllegalArgumentException for the id {@value #CLIENT_ID}: the ready client stays as it
     *     is
     */
    public Builder client(TestClient client) {
      if (client.id().equals(CLIENT_ID)) {
        throw new IllegalArgumentException(
            "client \"" + CLIENT_ID + "\" is there already; use redirectUri, or another id");
      }
      clients.put(client.id(), client);
      return this;
    }

    /** Lets logins of the ready client return to this address. */
    public Builder redirectUri(String uri) {
      clients.computeIfPresent(CLIENT_ID, (id, client) -> client.redirectUri(uri));
      return this;
    }

    /** Lets logouts of the ready client return to this address. */
    public Builder postLogoutRedirectUri(String uri) {
      clients.computeIfPresent(CLIENT_ID, (id, client) -> client.postLogoutRedirectUri(uri));
      return this;
    }

    /**
     * Starts the provider.
     *
     * @throws java.io.UncheckedIOException if the port is taken
     */
    public TestProvider start() {
      return new TestProvider(this);
    }

    private Realm realm(String issuer, Faults faults) {
      return new Realm(
          issuer,
          clock,
          accessTokenLifetime,
          idTokenLifetime,
          new SigningKeys(algorithm),
          new Users(users.values()),
          new Clients(clients.values()),
          faults);
    }

    private static Duration positive(Duration lifetime) {
      if (lifetime.toSeconds() < 1) {
        throw new IllegalArgumentException("a lifetime must be a second or more, not " + lifetime);
      }
      return lifetime;
    }
  }
}
