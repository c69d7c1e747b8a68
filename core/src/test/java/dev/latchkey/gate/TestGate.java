package dev.latchkey.gate;

import dev.latchkey.event.Event;
import dev.latchkey.event.Listener;
import dev.latchkey.event.Reason;
import dev.latchkey.http.FormEncoding;
import dev.latchkey.json.Json;
import dev.latchkey.keys.FixedKeys;
import dev.latchkey.keys.KeyLookup;
import dev.latchkey.keys.KeySource;
import dev.latchkey.keys.VerificationKey;
import dev.latchkey.login.LoginFlow;
import dev.latchkey.login.LoginParts;
import dev.latchkey.login.LoginSettings;
import dev.latchkey.login.ReturnTarget;
import dev.latchkey.policy.RuleTable;
import dev.latchkey.policy.SkewedClock;
import dev.latchkey.provider.ClientCredentials;
import dev.latchkey.provider.IssuerMatch;
import dev.latchkey.provider.Metadata;
import dev.latchkey.provider.MetadataLookup;
import dev.latchkey.provider.MetadataSource;
import dev.latchkey.provider.Profile;
import dev.latchkey.provider.ProviderLogout;
import dev.latchkey.provider.TokenEndpoint;
import dev.latchkey.provider.UserInfo;
import dev.latchkey.seal.CookieSettings;
import dev.latchkey.seal.SealKeys;
import dev.latchkey.seal.Sealer;
import dev.latchkey.seal.Unguessable;
import dev.latchkey.session.ClaimSource;
import dev.latchkey.session.LogoutState;
import dev.latchkey.session.SessionParts;
import dev.latchkey.session.SessionSettings;
import dev.latchkey.session.Sessions;
import dev.latchkey.session.StoreFailure;
import dev.latchkey.testing.FakeBackground;
import dev.latchkey.testing.FakeTransport;
import dev.latchkey.testing.SettableClock;
import dev.latchkey.testing.TestKeys;
import dev.latchkey.token.AccessTokenSettings;
import dev.latchkey.token.AccessTokens;
import dev.latchkey.token.AudienceRule;
import dev.latchkey.token.ClaimPlaces;
import dev.latchkey.token.IdTokenSettings;
import dev.latchkey.token.IdTokens;
import dev.latchkey.token.LogoutTokens;
import dev.latchkey.token.TrustedIssuer;
import dev.latchkey.token.TrustedIssuers;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A gate over real places, with a provider that is a few lines and a clock that stands still. */
final class TestGate {

  static final String ISSUER = "https://id.example.com";
  static final String COOKIE = "__Host-latchkey-test";
  private static final String KEY_ID = "k1";
  private static final Duration SKEW = Duration.ofSeconds(60);

  final SettableClock clock = new SettableClock();
  final FakeTransport transport = new FakeTransport();
  final List<Event> events = new ArrayList<>();
  final FakeKeys keys = new FakeKeys();
  final FakeMetadata metadata = new FakeMetadata();
  final Gate gate;

  private TestGate(
      String rules, String baseUrl, LoginRedirect redirect, String locations, Listener more) {
    this(rules, baseUrl, redirect, locations, more, Paths.STRICT);
  }

  private TestGate(
      String rules,
      String baseUrl,
      LoginRedirect redirect,
      String locations,
      Listener more,
      Paths paths,
      String... corsOrigins) {
    RuleTable table =
        RuleTable.parse(
            rules,
            problem -> {
              throw new IllegalArgumentException(problem);
            });
    URI base = URI.create(baseUrl);
    SignInSettings signIn =
        new SignInSettings(
            base,
            "shop",
            redirect,
            "/oidc/callback",
            "/oidc/login",
            "/oidc/logout",
            ReturnTarget.parse("/").orElseThrow(),
            new LogoutSettings(
                Map.of("/", URI.create(base + "/")),
                Optional.empty(),
                Optional.empty(),
                "/oidc/session",
                URI.create(ISSUER)));
    GateSettings settings =
        new GateSettings(
            ISSUER,
            "shop",
            false,
            CorsOrigins.of(List.of(corsOrigins)),
            paths,
            TokenLocations.of(List.of(locations.split(" ")), base),
            ForwardedIdentity.of(Map.of("X-User", "/sub")),
            false,
            Optional.empty(),
            new SkewedClock(clock, SKEW));
    Listener listener = events::add;
    gate =
        new Gate(settings, table, issuers(), List.of(parts(base, signIn)), listener.andThen(more));
  }

  static TestGate with(String rules) {
    return new TestGate(
        rules, "https://shop.example.com", LoginRedirect.NAVIGATIONS, "header", any -> {});
  }

  static TestGate at(String baseUrl, String rules) {
    return new TestGate(rules, baseUrl, LoginRedirect.NAVIGATIONS, "header", any -> {});
  }

  static TestGate redirecting(LoginRedirect redirect, String rules) {
    return new TestGate(rules, "https://shop.example.com", redirect, "header", any -> {});
  }

  static TestGate readingTokensFrom(String locations, String rules) {
    return new TestGate(
        rules, "https://shop.example.com", LoginRedirect.NAVIGATIONS, locations, any -> {});
  }

  static TestGate heardBy(Listener listener, String rules) {
    return new TestGate(
        rules, "https://shop.example.com", LoginRedirect.NAVIGATIONS, "header", listener);
  }

  /** Called by scripts of other origins, its tokens also in the cookie {@code token}. */
  static TestGate calledFrom(LoginRedirect redirect, String rules, String... corsOrigins) {
    return new TestGate(
        rules,
        "https://shop.example.com",
        redirect,
        "header cookie:token",
        any -> {},
        Paths.STRICT,
        corsOrigins);
  }

  static TestGate withParametersInPaths(String rules) {
    return new TestGate(
        rules,
        "https://shop.example.com",
        LoginRedirect.NAVIGATIONS,
        "header",
        any -> {},
        Paths.MATRIX);
  }

  private TrustedIssuers issuers() {
    return new TrustedIssuers(issuer(), List.of());
  }

  private TrustedIssuer issuer() {
    return new TrustedIssuer(TrustedIssuer.MAIN, ISSUER, accessTokens(), Map.of());
  }

  private AccessTokens accessTokens() {
    return new AccessTokens(
        new AccessTokenSettings(
            ISSUER,
            AudienceRule.anyOf(Set.of("orders-api")),
            Set.of("RS256"),
            SKEW,
            16_384,
            false,
            ClaimPlaces.standard(),
            100),
        keys,
        clock);
  }

  private SignInParts parts(URI base, SignInSettings signIn) {
    Unguessable random = Unguessable.secureRandom();
    Sealer sealer = new Sealer("test", SealKeys.perProcess(random), random);
    LoginSettings login =
        new LoginSettings(
            ISSUER,
            "shop",
            URI.create(base + "/oidc/callback"),
            Set.of("openid"),
            Duration.ofMinutes(10),
            7,
            COOKIE);
    IdTokens idTokens =
        new IdTokens(
            new IdTokenSettings(ISSUER, "shop", Set.of(), Set.of("RS256"), SKEW, 16_384),
            keys,
            clock);
    ClientCredentials client = ClientCredentials.confidential("shop", "secret");
    TokenEndpoint tokenEndpoint = new TokenEndpoint(metadata, client, transport);
    SessionSettings session =
        new SessionSettings(
            IssuerMatch.exact(ISSUER),
            COOKIE,
            new CookieSettings("/", true),
            Duration.ofHours(8),
            Duration.ofHours(8),
            false,
            true,
            Optional.of(Duration.ofSeconds(30)),
            StoreFailure.UNAVAILABLE,
            ClaimPlaces.standard(),
            List.of(ClaimSource.ID_TOKEN));
    return new SignInParts(
        issuer(),
        signIn,
        new LoginFlow(
            login,
            new LoginParts(
                metadata, tokenEndpoint, idTokens, new UserInfo(metadata, transport), clock),
            sealer,
            random,
            clock),
        new Sessions(
            session,
            new SessionParts(
                sealer,
                null,
                false,
                null,
                tokenEndpoint,
                null,
                idTokens,
                accessTokens(),
                random,
                clock,
                clock,
                new FakeBackground())),
        metadata,
        new ProviderLogout(Profile.generic(), "shop"),
        new LogoutState(sealer, clock),
        new LogoutTokens(
            new IdTokenSettings(ISSUER, "shop", Set.of(), Set.of("RS256"), SKEW, 16_384),
            keys,
            clock),
        clock);
  }

  Decision decide(GateRequest request) {
    return gate.decide(request);
  }

  Decision.Stop stop(GateRequest request) {
    return (Decision.Stop) gate.decide(request);
  }

  Decision.Proceed proceed(GateRequest request) {
    return (Decision.Proceed) gate.decide(request);
  }

  Event lastEvent() {
    return events.get(events.size() - 1);
  }

  @Nullable Reason lastReason() {
    return lastEvent().reason().orElse(null);
  }

  /** A good access token, some of its claims replaced; {@code null} leaves one out. */
  String token(Map<String, @Nullable Object> changes) {
    return sign(claims("orders-api", changes));
  }

  String token() {
    return token(Map.of());
  }

  private Map<String, @Nullable Object> claims(
      String audience, Map<String, @Nullable Object> changes) {
    Map<String, @Nullable Object> claims = new LinkedHashMap<>();
    Instant now = clock.instant();
    claims.put("iss", ISSUER);
    claims.put("sub", "ada");
    claims.put("aud", audience);
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plusSeconds(300).getEpochSecond());
    claims.putAll(changes);
    claims.values().removeIf(value -> value == null);
    return claims;
  }

  private static String sign(Map<String, @Nullable Object> claims) {
    String input = encode(Map.of("alg", "RS256", "kid", KEY_ID)) + "." + encode(claims);
    byte[] bytes = input.getBytes(StandardCharsets.US_ASCII);
    return input + "." + TestKeys.base64(TestKeys.sign("SHA256withRSA", TestKeys.RSA, bytes));
  }

  private static String encode(Map<String, ?> json) {
    return TestKeys.base64(Json.write(json).getBytes(StandardCharsets.UTF_8));
  }

  /** Signs somebody in by way of the gate and returns what stays of that browser's cookies. */
  String signIn(String subject, String... roles) {
    Decision.Stop start = stop(FakeRequest.get("/oidc/login"));
    Decision.Stop end = callback(start, subject, roles);
    return cookies(end).replaceAll(COOKIE + "-round=[^;]*; ", "");
  }

  /** The provider's answer to a login that has begun. */
  Decision.Stop callback(Decision.Stop start, String subject, String... roles) {
    Map<String, List<String>> asked = asked(start);
    transport.answers(
        200,
        Map.of("Content-Type", "application/json"),
        granted(asked.get("nonce").get(0), subject, roles));
    return stop(
        FakeRequest.page("/oidc/callback?code=abc&state=" + asked.get("state").get(0))
            .cookies(cookies(start)));
  }

  /** What the token endpoint says of a good code. */
  String granted(String nonce, String subject, String... roles) {
    String idToken =
        sign(claims("shop", Map.of("sub", subject, "nonce", nonce, "roles", List.of(roles))));
    return Json.write(
        Map.of("access_token", "opaque", "token_type", "Bearer", "id_token", idToken));
  }

  static Map<String, List<String>> asked(Decision.Stop start) {
    String query = URI.create(header(start, "Location")).getRawQuery();
    return java.util.Objects.requireNonNull(FormEncoding.decode(query));
  }

  /** What a browser sends back of the cookies that were set. */
  static String cookies(Decision decision) {
    return headers(decision, "Set-Cookie").stream()
        .filter(cookie -> !cookie.contains("Max-Age=0"))
        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
        .collect(Collectors.joining("; "));
  }

  static List<String> headers(Decision decision, String name) {
    return decision.headers().stream()
        .filter(header -> header.name().equals(name))
        .map(Header::value)
        .toList();
  }

  static String header(Decision decision, String name) {
    return String.join(", ", headers(decision, name));
  }

  static String body(Decision.Stop stop) {
    return new String(stop.body(), StandardCharsets.UTF_8);
  }

  static Map<String, @Nullable Object> json(Decision.Stop stop) {
    return java.util.Objects.requireNonNull(Json.readObject(stop.body()));
  }

  /** Keys that can be out of reach. */
  static final class FakeKeys implements KeySource {

    private final KeySource fixed =
        FixedKeys.fromJwks(
            TestKeys.jwks(TestKeys.jwk(KEY_ID, TestKeys.RSA.getPublic()))
                .getBytes(StandardCharsets.UTF_8));
    boolean unavailable;
    boolean broken;

    @Override
    public KeyLookup find(@Nullable String kid, String algorithm) {
      if (broken) {
        throw new IllegalStateException("a fault of ours");
      }
      return unavailable
          ? new KeyLookup.Unavailable(Reason.KEYS_UNAVAILABLE, "refused to connect")
          : fixed.find(kid, algorithm);
    }

    @Override
    public boolean holds(VerificationKey key) {
      return fixed.holds(key);
    }

    @Override
    public Optional<Instant> lastSuccess() {
      return Optional.empty();
    }
  }

  /** Metadata that can be out of reach. */
  static final class FakeMetadata implements MetadataSource {

    MetadataLookup answer =
        new MetadataLookup.Ready(
            Metadata.builder(ISSUER)
                .authorizationEndpoint(URI.create(ISSUER + "/authorize"))
                .tokenEndpoint(URI.create(ISSUER + "/token"))
                .endSessionEndpoint(URI.create(ISSUER + "/logout"))
                .build());

    @Override
    public MetadataLookup current() {
      return answer;
    }

    @Override
    public Optional<Instant> lastSuccess() {
      return Optional.empty();
    }
  }
}
