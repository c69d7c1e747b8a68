package dev.latchkey.session;

import dev.latchkey.provider.TokenAnswer;
import dev.latchkey.seal.Base64Url;
import dev.latchkey.seal.Sha256;
import dev.latchkey.token.AccessTokens;
import dev.latchkey.token.BearerToken;
import dev.latchkey.token.ClaimPlaces;
import dev.latchkey.token.Claims;
import dev.latchkey.token.TokenResult;
import dev.latchkey.token.VerifiedIdToken;
import dev.latchkey.token.VerifiedToken;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes sessions out of what the token endpoint granted. Thread-safe. */
final class SessionMaker {

  private static final int ID_BYTES = 16;

  private final SessionSettings settings;
  private final AccessTokens accessTokens;
  private final InstantSource clock;

  SessionMaker(SessionSettings settings, AccessTokens accessTokens, InstantSource clock) {
    this.settings = settings;
    this.accessTokens = accessTokens;
    this.clock = clock;
  }

  /** Makes the session of a login; from one word, sessions of one id. */
  Session begin(NewSession login) {
    VerifiedIdToken idToken = login.idToken();
    TokenAnswer.Granted granted = login.granted();
    Instant now = clock.instant();
    Set<String> scopes = granted.scope() == null ? Set.of() : ClaimPlaces.split(granted.scope());
    Session session =
        new Session(
            Base64Url.encode(Arrays.copyOf(Sha256.of("id\n" + login.word()), ID_BYTES)),
            idToken.claims().string("sid"),
            Objects.requireNonNull(idToken.claims().instant("iat"), "verified to be there"),
            now.plus(settings.maxAge()),
            idToken.raw(),
            idToken.claims(),
            login.userinfo(),
            tokens(granted, idToken.claims(), scopes, null));
    return settings.keepsTokens() ? session : session.withoutTokens();
  }

  /** Makes the tokens of a refresh. */
  SessionTokens tokens(TokenAnswer.Granted granted, Session before) {
    Set<String> scopes =
        granted.scope() == null // RFC 6749 section 6: then it is the same as before
            ? before.tokens().scopes()
            : ClaimPlaces.split(granted.scope());
    return tokens(granted, before.idClaims(), scopes, before.tokens().refreshToken());
  }

  private SessionTokens tokens(
      TokenAnswer.Granted granted,
      Claims idClaims,
      Set<String> scopes,
      @Nullable String refreshTokenBefore) {
    Claims claims = readable(granted.accessToken(), idClaims);
    String refreshToken =
        granted.refreshToken() != null ? granted.refreshToken() : refreshTokenBefore;
    Instant end = end(granted.expiresIn(), claims);
    return new SessionTokens(
        granted.accessToken(),
        claims,
        scopes,
        refreshToken,
        end,
        refreshToken == null || end == null ? null : refreshAt(end).orElse(null));
  }

  /** An access token that is no JWT, or not for our eyes, is simply not a source of claims. */
  private @Nullable Claims readable(String accessToken, Claims idClaims) {
    TokenResult<VerifiedToken> result = accessTokens.verify(BearerToken.of(accessToken));
    if (!(result instanceof TokenResult.Verified<VerifiedToken> verified)) {
      return null;
    }
    Claims claims = verified.token().claims();
    boolean samePerson =
        verified.token().identity().issuer().equals(settings.issuer().of(idClaims.asMap()))
            && claims.get("sub") != null
            && claims.get("sub").equals(idClaims.get("sub"));
    return samePerson ? claims : null;
  }

  private @Nullable Instant end(@Nullable Duration expiresIn, @Nullable Claims claims) {
    if (expiresIn != null) {
      return clock.instant().plus(expiresIn);
    }
    return claims == null ? null : claims.instant("exp");
  }

  /** Ahead of its end; but a token that hardly lives must not be replaced at every request. */
  private Optional<Instant> refreshAt(Instant end) {
    Duration half = Duration.between(clock.instant(), end).dividedBy(2);
    return settings
        .refreshBefore()
        .map(before -> end.minus(before.compareTo(half) < 0 ? before : half));
  }
}
