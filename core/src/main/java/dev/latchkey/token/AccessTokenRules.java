package dev.latchkey.token;

import dev.latchkey.event.Reason;
import dev.latchkey.event.SafeText;
import dev.latchkey.provider.TokenKind;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The claim rules of access tokens, in the order of RFC 9068 section 4. Thread-safe. */
final class AccessTokenRules {

  /** OpenID Connect Core section 2 allows 255; some issuers name workloads by longer addresses. */
  static final int MAX_SUBJECT_CHARS = 1024;

  /** Values of Keycloak's own {@code typ} claim that are not access tokens. */
  private static final Set<String> FOREIGN_KINDS = Set.of("ID", "Refresh", "Offline", "Logout");

  /** RFC 9068 section 2.2, but for those that the rules below ask for in any case. */
  private static final List<String> CLAIMS_OF_THE_TYPE =
      List.of("aud", "sub", "client_id", "iat", "jti");

  private final AccessTokenSettings settings;
  private final TimeRules time;

  AccessTokenRules(AccessTokenSettings settings, TimeRules time) {
    this.settings = settings;
    this.time = time;
  }

  /** Judges what can be judged before a key is looked for, so that strangers cost nothing. */
  TokenResult.@Nullable Refused<VerifiedToken> beforeSignature(CompactJws jws) {
    TokenResult.Refused<VerifiedToken> refusal = issuerRefusal(jws.claims());
    return refusal == null ? typeRefusal(jws.header()) : refusal;
  }

  /** Tells whether the claims name the configured issuer. */
  boolean isFrom(Claims claims) {
    return issuerRefusal(claims) == null;
  }

  private <T> TokenResult.@Nullable Refused<T> issuerRefusal(Claims claims) {
    String issuer = claims.string("iss");
    if (issuer == null || !isIdentifier(issuer)) {
      return refused(Reason.ISSUER_WRONG, "iss is missing, empty, too long or not printable");
    }
    return settings.issuer().of(claims.asMap()) == null
        ? refused(
            Reason.ISSUER_WRONG,
            "the token was issued by "
                + settings.issuer().named(claims.asMap())
                + ", configured is "
                + settings.issuer())
        : null;
  }

  private TokenResult.@Nullable Refused<VerifiedToken> typeRefusal(Claims header) {
    Object typ = header.get("typ");
    boolean fits =
        MediaType.is(typ, "at+jwt")
            || !settings.requireAccessTokenType()
                && (!header.has("typ") || MediaType.is(typ, "JWT"));
    return fits
        ? null
        : refused(Reason.TYPE_WRONG, "typ is " + typ + ", which is no access token's");
  }

  TokenResult.@Nullable Refused<VerifiedToken> afterSignature(Claims claims) {
    TokenResult.Refused<VerifiedToken> refusal = time.refusal(claims);
    if (refusal == null) {
      refusal = tokenIdRefusal(claims);
    }
    if (refusal == null) {
      refusal = meaningRefusal(claims);
    }
    return refusal == null && settings.requireAccessTokenType()
        ? incompleteRefusal(claims)
        : refusal;
  }

  /** RFC 7519 section 4.1.7; others refuse it too, so none should pass here alone. */
  private static TokenResult.@Nullable Refused<VerifiedToken> tokenIdRefusal(Claims claims) {
    return claims.get("jti") == null || claims.string("jti") != null
        ? null
        : refused(Reason.CLAIM_INVALID, "jti is not a string");
  }

  private static TokenResult.@Nullable Refused<VerifiedToken> incompleteRefusal(Claims claims) {
    for (String name : CLAIMS_OF_THE_TYPE) {
      if (claims.get(name) == null) {
        return refused(
            Reason.CLAIM_MISSING,
            name + " is missing, which token.type=at+jwt asks for (RFC 9068 section 2.2)");
      }
    }
    for (String name : List.of("client_id", "jti")) {
      if (!isIdentifier(claims.string(name))) {
        return refused(Reason.CLAIM_INVALID, name + " is empty, too long or not printable");
      }
    }
    return null;
  }

  /** Judges what an introspection endpoint said of an active token (RFC 7662 section 4). */
  <T> TokenResult.@Nullable Refused<T> ofIntrospected(Claims claims) {
    TokenResult.Refused<T> refusal = issuerRefusal(claims);
    if (refusal == null) {
      refusal = time.refusalOfStated(claims);
    }
    if (refusal == null) {
      refusal = tokenTypeRefusal(claims);
    }
    return refusal == null ? meaningRefusal(claims) : refusal;
  }

  /** RFC 7662 section 2.2: as the token endpoint said it, where it is said at all. */
  private static <T> TokenResult.@Nullable Refused<T> tokenTypeRefusal(Claims claims) {
    Object type = claims.get("token_type");
    if (!claims.has("token_type") || type instanceof String text && isBearer(text)) {
      return null;
    }
    return type instanceof String text && text.equalsIgnoreCase("DPoP") // RFC 9449 section 6.2
        ? refused(
            Reason.SENDER_CONSTRAINED, "the token is bound to a key, whose proof is not checked")
        : refused(Reason.TYPE_WRONG, "token_type is " + type + ", which is no bearer token's");
  }

  /** Some providers write the name of the hint (RFC 7662 section 2.1) in place of the type. */
  private static boolean isBearer(String type) {
    return type.equalsIgnoreCase("Bearer") || type.equals("access_token");
  }

  private <T> TokenResult.@Nullable Refused<T> meaningRefusal(Claims claims) {
    TokenResult.Refused<T> refusal = kindRefusal(claims);
    if (refusal == null) {
      refusal = audienceRefusal(claims);
    }
    if (refusal == null) {
      refusal = subjectRefusal(claims);
    }
    return refusal == null ? settings.demands().refusal(claims) : refusal;
  }

  private <T> TokenResult.@Nullable Refused<T> kindRefusal(Claims claims) {
    if (claims.has("cnf")) { // RFC 7800 section 3.1
      return refused(
          Reason.SENDER_CONSTRAINED, "the token is bound to a key, whose proof is not checked");
    }
    // RFC 8725 section 2.8: an ID token says who signed in, it grants nothing
    if (claims.has("nonce") || claims.has("at_hash") || claims.has("c_hash")) {
      return refused(Reason.ID_TOKEN_AS_ACCESS_TOKEN, "the claims are those of an ID token");
    }
    if (LogoutTokens.tellsOfLogout(claims)) { // it has no nonce, and its audience is a client
      return refused(Reason.TYPE_WRONG, "the claims are those of a logout token");
    }
    if (claims.get("typ") instanceof String kind && FOREIGN_KINDS.contains(kind)) {
      return refused(Reason.ID_TOKEN_AS_ACCESS_TOKEN, "the claim typ says " + kind);
    }
    TokenKind own = settings.kind().orElse(null);
    return own == null ? null : ownKindRefusal(own, claims);
  }

  private static <T> TokenResult.@Nullable Refused<T> ownKindRefusal(TokenKind own, Claims claims) {
    if (own.value().equals(claims.get(own.claim())) || !own.needed() && !claims.has(own.claim())) {
      return null;
    }
    String said =
        claims.has(own.claim())
            ? "says " + SafeText.of(String.valueOf(claims.get(own.claim())), 100)
            : "is missing";
    return refused(
        Reason.ID_TOKEN_AS_ACCESS_TOKEN,
        "the claim " + own.claim() + " " + said + ", an access token's says " + own.value());
  }

  private <T> TokenResult.@Nullable Refused<T> audienceRefusal(Claims claims) {
    List<String> audience = settings.places().audience(claims);
    if (audience == null) {
      return refused(
          Reason.CLAIM_INVALID,
          "the audience (read from " + read() + ") is neither a string nor an array of strings");
    }
    if (settings.audience().accepts(audience)) {
      return null;
    }
    return refused(Reason.AUDIENCE_WRONG, settings.audience().refusal(audience, read()));
  }

  private String read() {
    return settings.places().audience().stream()
        .map(ClaimPointer::toString)
        .collect(Collectors.joining(" "));
  }

  private <T> TokenResult.@Nullable Refused<T> subjectRefusal(Claims claims) {
    return isIdentifier(settings.places().subjects().subject(claims))
        ? null
        : refused(
            claims.has("sub") ? Reason.CLAIM_INVALID : Reason.CLAIM_MISSING,
            "sub is missing, empty, too long or not printable");
  }

  /** Tells whether a text can stand for a person or an issuer in logs and comparisons. */
  static boolean isIdentifier(@Nullable String text) {
    if (text == null || text.isEmpty() || text.length() > MAX_SUBJECT_CHARS) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (Character.isISOControl(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private static <T> TokenResult.Refused<T> refused(Reason reason, String detail) {
    return new TokenResult.Refused<>(reason, detail);
  }
}
