package dev.latchkey.testkit;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Switches that make the {@link TestProvider} misbehave, all off to begin with.
 *
 * <p>Three kinds: a whole answer replaced or held back ({@link #answer}, {@link #slow}), one
 * document or token changed just before it is signed or sent ({@link #idToken} and those beside it;
 * the switches with names of their own are built on them), and a check left out. They add up, hold
 * for every request from then on, and end with {@link #clear()}. Thread-safe; a consumer may be
 * called by several threads at once.
 */
public final class Faults {
  private enum Omission {
    PKCE_CHECK,
    REFRESH_FAMILY_REVOCATION
  }

  private final PathFaults paths = new PathFaults();
  private final Twists<TestToken> idToken = new Twists<>();
  private final Twists<TestToken> accessToken = new Twists<>();
  private final Twists<Map<String, Object>> tokenAnswer = new Twists<>();
  private final Twists<Map<String, Object>> userInfo = new Twists<>();
  private final Twists<Map<String, Object>> discovery = new Twists<>();
  private final Twists<Map<String, Object>> keySet = new Twists<>();
  private final Twists<Map<String, String>> callback = new Twists<>();
  private final Set<Omission> omissions = ConcurrentHashMap.newKeySet();
  private volatile @Nullable String authorizationError;

  Faults() {}

  /** Answers every request to this path with this, e.g. {@code /jwks} with 500. */
  public Faults answer(String path, int status, String contentType, String body) {
    paths.answer(path, Answer.of(status, contentType, body));
    return this;
  }

  /** Answers every request to this path with this and these headers, e.g. {@code Retry-After}. */
  public Faults answer(String path, int status, Map<String, String> headers, String body) {
    paths.answer(path, new Answer(status, headers, body));
    return this;
  }

  /** Answers the next so many requests to this path with this, the later ones honestly. */
  public Faults answerNext(int times, String path, int status, String contentType, String body) {
    paths.answerNext(times, path, Answer.of(status, contentType, body));
    return this;
  }

  /** Holds requests to this path back until the gate opens, one minute at most. */
  public Faults slow(String path, CountDownLatch gate) {
    paths.hold(path, gate);
    return this;
  }

  /** Changes ID tokens before they are signed, also those that come with a refresh. */
  public Faults idToken(Consumer<TestToken> change) {
    idToken.add(change);
    return this;
  }

  /** Writes this nonce into ID tokens. */
  public Faults idTokenNonce(String nonce) {
    return idToken(token -> token.claim("nonce", nonce));
  }

  /** Writes this audience into ID tokens: one as a string, several as an array. */
  public Faults idTokenAudience(String... audience) {
    return idToken(token -> token.audience(audience));
  }

  /** Writes this issuer into ID tokens. */
  public Faults idTokenIssuer(String issuer) {
    return idToken(token -> token.issuer(issuer));
  }

  /** Signs ID tokens with a key of nobody, under the key id of the published one. */
  public Faults idTokenSignedByForeignKey() {
    return idToken(TestToken::signWithForeignKey);
  }

  /** Signs ID tokens with another algorithm than announced; {@code none} leaves them unsigned. */
  public Faults idTokenAlgorithm(String algorithm) {
    return idToken(token -> token.algorithm(algorithm));
  }

  /** Writes an {@code at_hash} that belongs to another access token. */
  public Faults wrongAtHash() {
    return idToken(token -> token.claim("at_hash", "AAAAAAAAAAAAAAAAAAAAAA"));
  }

  /** Leaves the ID token out of token answers. */
  public Faults withoutIdToken() {
    return tokenAnswer(answer -> answer.remove("id_token"));
  }

  /** Changes access tokens before they are signed, those of services too. */
  public Faults accessToken(Consumer<TestToken> change) {
    accessToken.add(change);
    return this;
  }

  /** Changes the answers of the token endpoint that carry tokens. */
  public Faults tokenAnswer(Consumer<Map<String, Object>> change) {
    tokenAnswer.add(change);
    return this;
  }

  /** Changes the answers of the userinfo endpoint. */
  public Faults userInfo(Consumer<Map<String, Object>> change) {
    userInfo.add(change);
    return this;
  }

  /** Changes the discovery document. */
  public Faults discovery(Consumer<Map<String, Object>> change) {
    discovery.add(change);
    return this;
  }

  /** Names this issuer in the discovery document, and nowhere else. */
  public Faults discoveryIssuer(String issuer) {
    return discovery(document -> document.put("issuer", issuer));
  }

  /** Changes the published key set. */
  public Faults keySet(Consumer<Map<String, Object>> change) {
    keySet.add(change);
    return this;
  }

  /** Changes the parameters that go back to the redirect URI, of errors too. */
  public Faults callback(Consumer<Map<String, String>> change) {
    callback.add(change);
    return this;
  }

  /** Leaves {@code iss} out of the callback although it is announced (RFC 9207 section 2.4). */
  public Faults withoutCallbackIssuer() {
    return callback(parameters -> parameters.remove("iss"));
  }

  /** Names this issuer in the callback, and nowhere else. */
  public Faults callbackIssuer(String issuer) {
    return callback(parameters -> parameters.put("iss", issuer));
  }

  /** Answers every good authorization request with this error, e.g. {@code access_denied}. */
  public Faults authorizationError(String error) {
    authorizationError = error;
    return this;
  }

  /** Neither asks for a code challenge nor checks the verifier, as careless providers do. */
  public Faults ignorePkce() {
    omissions.add(Omission.PKCE_CHECK);
    return this;
  }

  /**
   * Lets the newer refresh token live on when an older one is used again. That use is still
   * refused; without this switch it ends the newer one too.
   */
  public Faults keepNewRefreshTokenOnReuse() {
    omissions.add(Omission.REFRESH_FAMILY_REVOCATION);
    return this;
  }

  /** Turns every switch off; requests that wait at a gate go on waiting for it. */
  public void clear() {
    paths.clear();
    idToken.clear();
    accessToken.clear();
    tokenAnswer.clear();
    userInfo.clear();
    discovery.clear();
    keySet.clear();
    callback.clear();
    omissions.clear();
    authorizationError = null;
  }

  PathFaults paths() {
    return paths;
  }

  TestToken inIdToken(TestToken honest) {
    return idToken.apply(honest);
  }

  TestToken inAccessToken(TestToken honest) {
    return accessToken.apply(honest);
  }

  Map<String, Object> inTokenAnswer(Map<String, Object> honest) {
    return tokenAnswer.apply(honest);
  }

  Map<String, Object> inUserInfo(Map<String, Object> honest) {
    return userInfo.apply(honest);
  }

  Map<String, Object> inDiscovery(Map<String, Object> honest) {
    return discovery.apply(honest);
  }

  Map<String, Object> inKeySet(Map<String, Object> honest) {
    return keySet.apply(honest);
  }

  Map<String, String> inCallback(Map<String, String> honest) {
    return callback.apply(honest);
  }

  @Nullable String authorizationError() {
    return authorizationError;
  }

  boolean checksPkce() {
    return !omissions.contains(Omission.PKCE_CHECK);
  }

  boolean revokesFamilyOnReuse() {
    return !omissions.contains(Omission.REFRESH_FAMILY_REVOCATION);
  }
}
