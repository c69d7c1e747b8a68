package dev.latchkey.testkit;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What makes the {@link TestProvider} misbehave; nothing to begin with.
 *
 * <pre>{@code
 * provider.faults().keySet(KeysFault.PRIVATE).at("/token", WireFault.CUT);
 * provider.faults().idToken(token -> token.claim("acr", "0"));
 * }</pre>
 *
 * <p>Three kinds: an answer replaced, spoilt or held back ({@link #answer}, {@link #at}, {@link
 * #slow}); one document or token changed just before it is signed or sent, by a {@link Fault} or a
 * lambda; and a check left out. They add up, hold for every request from then on, and end with
 * {@link #clear()}. Thread-safe; a lambda may be called by several threads at once.
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
  private final Twists<Map<String, Object>> introspection = new Twists<>();
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

  /** Spoils the answers of this path on their way out, e.g. those of {@code /jwks}. */
  public Faults at(String path, WireFault fault) {
    paths.spoil(path, fault);
    return this;
  }

  /** Holds requests to this path back until the gate opens, one minute at most. */
  public Faults slow(String path, CountDownLatch gate) {
    paths.hold(path, gate);
    return this;
  }

  /** Changes ID tokens before they are signed, those of a refresh too; see {@link IdTokenFault}. */
  public Faults idToken(Consumer<TestToken> change) {
    idToken.add(change);
    return this;
  }

  /**
   * Changes access tokens before they are signed, those of services too; see {@link ClaimFault}.
   */
  public Faults accessToken(Consumer<TestToken> change) {
    accessToken.add(change);
    return this;
  }

  /** Changes the answers of the token endpoint that carry tokens; see {@link TokenAnswerFault}. */
  public Faults tokenAnswer(Consumer<Map<String, Object>> change) {
    tokenAnswer.add(change);
    return this;
  }

  /** Changes the answers of the introspection endpoint; see {@link IntrospectionFault}. */
  public Faults introspection(Consumer<Map<String, Object>> change) {
    introspection.add(change);
    return this;
  }

  /** Changes the answers of the userinfo endpoint. */
  public Faults userInfo(Consumer<Map<String, Object>> change) {
    userInfo.add(change);
    return this;
  }

  /** Changes the discovery document; see {@link DiscoveryFault}. */
  public Faults discovery(Consumer<Map<String, Object>> change) {
    discovery.add(change);
    return this;
  }

  /** Changes the published key set; see {@link KeysFault}. */
  public Faults keySet(Consumer<Map<String, Object>> change) {
    keySet.add(change);
    return this;
  }

  /** Changes what goes back to the redirect URI, errors too; see {@link CallbackFault}. */
  public Faults callback(Consumer<Map<String, String>> change) {
    callback.add(change);
    return this;
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
    introspection.clear();
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

  Map<String, Object> inIntrospection(Map<String, Object> honest) {
    return introspection.apply(honest);
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
