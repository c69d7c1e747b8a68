package dev.latchkey.token;

import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.event.Reason;
import dev.latchkey.http.Health;
import dev.latchkey.http.SingleFlights;
import dev.latchkey.provider.Introspection;
import dev.latchkey.provider.IntrospectionAnswer;
import dev.latchkey.token.IntrospectedTokens.Known;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Verifies access tokens of any form by asking the provider (RFC 7662). Thread-safe. What it
 * answers is judged by the same claim rules as a signed token, and remembered for a while.
 *
 * <p>A token is asked about once at a time, whoever brings it, and only so many are at once; of
 * those who wait for another's call only so many wait longer than a moment.
 */
public final class OpaqueTokens extends BearerTokens {

  private final AccessTokenSettings settings;
  private final Duration cache;
  private final Introspection introspection;
  private final InstantSource clock;
  private final AccessTokenRules rules;
  private final IntrospectedTokens known;
  private final SingleFlights<TokenResult<Known>> flights;
  private final Circuit circuit;
  private final AtomicReference<Health> health = new AtomicReference<>(Health.UNKNOWN);

  /**
   * Makes a verifier of one provider's tokens.
   *
   * @param settings its issuer must not be {@code *}
   * @param clock tells whether a token has expired
   * @param elapsed measures how long an answer is remembered, and an endpoint that fails left alone
   */
  public OpaqueTokens(
      AccessTokenSettings settings,
      IntrospectionSettings asking,
      Introspection introspection,
      InstantSource clock,
      Ticker elapsed) {
    this.settings = settings;
    this.cache = asking.cache();
    this.introspection = introspection;
    this.clock = clock;
    this.rules = new AccessTokenRules(settings, new TimeRules(clock, settings.clockSkew()));
    this.known = new IntrospectedTokens(asking, settings.cacheSize(), clock, elapsed);
    this.flights =
        new SingleFlights<>(
            asking.maxCalls(),
            unavailable(Reason.INTROSPECTION_BUSY, "too many introspection calls are under way"),
            unavailable(
                Reason.INTROSPECTION_FAILED, "interrupted while waiting for an introspection call"),
            unavailable(Reason.INTERNAL_ERROR, "the introspection call broke off"));
    this.circuit = new Circuit(elapsed);
  }

  @Override
  public TokenResult<VerifiedToken> verify(BearerToken token) {
    if (token.length() > settings.maxBytes()) {
      return AccessTokens.tooLarge(token.length(), settings.maxBytes());
    }
    // the claim is optional (RFC 7662 section 2.2), and whoever answers is the configured issuer
    TokenResult<Known> result = find(token, Map.of("iss", settings.issuer().configured()));
    return result instanceof TokenResult.Verified<Known> verified
        ? new TokenResult.Verified<>(verifiedToken(token, verified.token()))
        : AccessTokens.carryOver(result);
  }

  @Override
  TokenResult<VerifiedToken> verify(BearerToken token, CompactJws jws) {
    return verify(token);
  }

  @Override
  boolean knows(BearerToken token) {
    return false;
  }

  @Override
  int cacheSize() {
    return settings.cacheSize();
  }

  @Override
  Set<String> issuerNames() {
    return settings.issuer().names();
  }

  @Override
  boolean isFrom(Claims claims) {
    return rules.isFrom(claims);
  }

  @Override
  boolean takesOpaque() {
    return true;
  }

  @Override
  int maxBytes() {
    return settings.maxBytes();
  }

  /**
   * Asks whether a signed token still counts. What the answer leaves out, the signed claims say;
   * what it says otherwise, counts, of all but the subject.
   */
  TokenResult<VerifiedToken> confirm(
      BearerToken token, TokenResult.Verified<VerifiedToken> signed) {
    Claims claims = signed.token().claims();
    TokenResult<Known> result = find(token, claims.asMap());
    if (!(result instanceof TokenResult.Verified<Known> verified)) {
      return AccessTokens.carryOver(result);
    }
    SubjectRule subjects = settings.places().subjects();
    return Objects.equals(subjects.subject(verified.token().claims()), subjects.subject(claims))
        ? new TokenResult.Verified<>(verifiedToken(token, verified.token()))
        : new TokenResult.Refused<>(
            Reason.CLAIM_INVALID, "introspection tells of another subject than the signed token");
  }

  private static TokenResult<Known> unavailable(Reason reason, String detail) {
    return new TokenResult.Unavailable<>(reason, detail);
  }

  private TokenResult<Known> find(BearerToken token, Map<String, @Nullable Object> assumed) {
    String text = token.text();
    String key = IntrospectedTokens.key(text);
    TokenResult<Known> remembered = known.find(key);
    return remembered != null ? remembered : flights.ask(key, () -> ask(key, text, assumed));
  }

  private TokenResult<Known> ask(String key, String token, Map<String, @Nullable Object> assumed) {
    TokenResult<Known> meanwhile = known.find(key); // another flight may just have landed
    if (meanwhile != null) {
      return meanwhile;
    }
    TokenResult<Known> result = judge(circuit.ask(() -> ask(token)), assumed);
    known.remember(key, result);
    return result;
  }

  private Health after(IntrospectionAnswer answer, Health before) {
    return answer instanceof IntrospectionAnswer.Failed failed
        ? before.afterFailure(failed.reason(), failed.detail(), clock.instant())
        : before.afterSuccess(clock.instant());
  }

  @Override
  public Optional<Health> introspection() {
    return Optional.ofNullable(health.get());
  }

  private IntrospectionAnswer ask(String token) {
    IntrospectionAnswer answer = introspection.ask(token);
    health.updateAndGet(before -> after(answer, before));
    return answer;
  }

  private TokenResult<Known> judge(
      IntrospectionAnswer answer, Map<String, @Nullable Object> assumed) {
    if (answer instanceof IntrospectionAnswer.Active active) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>(assumed);
      members.putAll(active.members());
      Claims claims = Claims.of(Collections.unmodifiableMap(members));
      TokenResult.Refused<Known> refusal = rules.ofIntrospected(claims);
      return refusal == null
          ? new TokenResult.Verified<>(new Known(claims, claims.instant("exp")))
          : refusal;
    }
    if (answer instanceof IntrospectionAnswer.Inactive inactive) {
      return new TokenResult.Refused<>(Reason.TOKEN_INACTIVE, inactive.detail());
    }
    IntrospectionAnswer.Failed failed = (IntrospectionAnswer.Failed) answer;
    return new TokenResult.Unavailable<>(failed.reason(), failed.detail());
  }

  private VerifiedToken verifiedToken(BearerToken token, Known answer) {
    Instant expiry = answer.expiry();
    return VerifiedToken.introspected(
        Identity.ofAccessToken(
                answer.claims(),
                settings.places(),
                expiry != null ? expiry : clock.instant().plus(cache), // as long as a yes counts
                HeldTokens.ofBearer(token))
            .vouchedForBy(Objects.requireNonNull(settings.issuer().of(answer.claims().asMap()))),
        answer.claims());
  }
}
