package dev.latchkey.token;

import dev.latchkey.event.Reason;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What Nimbus accepts and we refuse on purpose. Nothing else may be refused by us alone. */
enum StricterThanNimbus {
  /** RFC 7515 section 2: no padding, no white space, no other alphabet, no bits left over. */
  SPELLED_OTHERWISE(Reason.TOKEN_MALFORMED, token -> !token.isCanonical()),
  /** RFC 7519 section 3: what is no UTF-8 is not repaired. */
  NOT_UTF8(Reason.TOKEN_MALFORMED, token -> !token.isUtf8()),
  /** RFC 8259 section 8.1: must not be added. */
  BYTE_ORDER_MARK(Reason.TOKEN_MALFORMED, LooseToken::hasAByteOrderMark),
  /** RFC 7519 section 4, at every level. */
  NAME_TWICE(Reason.TOKEN_MALFORMED, LooseToken::hasANameTwice),
  /** RFC 8259 section 8.2. */
  LONE_SURROGATE(Reason.TOKEN_MALFORMED, LooseToken::hasALoneSurrogate),
  /** RFC 8259 section 9 lets a reader set limits. */
  TOO_DEEP(Reason.TOKEN_MALFORMED, token -> token.deepest() > 32),
  TOO_MANY_VALUES(Reason.TOKEN_MALFORMED, token -> token.values() > 10_000),
  LONG_NUMBER(Reason.TOKEN_MALFORMED, LooseToken::hasALongNumber),
  TOO_LARGE(
      Reason.TOKEN_TOO_LARGE, token -> token.length() > AgreesWithNimbusTest.SETTINGS.maxBytes()),
  /** RFC 7515 section 4.1.11: we understand no extension, {@code b64} included. */
  CRITICAL(Reason.TOKEN_MALFORMED, token -> token.header().containsKey("crit")),
  /** RFC 7797 section 7. */
  B64(Reason.TOKEN_MALFORMED, token -> token.header().containsKey("b64")),
  /** RFC 7515 section 4.1.4: a string; Nimbus takes a null for absent, here and below. */
  KEY_ID_NULL(Reason.TOKEN_MALFORMED, token -> isNull(token, "kid")),
  TYPE_NULL(Reason.TYPE_WRONG, token -> isNull(token, "typ")),
  /** RFC 7519 section 2: a NumericDate; to Nimbus, a null for {@code exp} means for ever. */
  TIME_NULL(Reason.CLAIM_INVALID, token -> Stream.of("exp", "nbf", "iat").anyMatch(token::hasNull)),
  /** RFC 7519 section 4.1.3. */
  AUDIENCE_NOT_OF_STRINGS(
      Reason.CLAIM_INVALID,
      token ->
          token.claims().get("aud") instanceof Iterable<?> all
              && StreamSupport.stream(all.spliterator(), false)
                  .anyMatch(each -> !(each instanceof String))),
  /** Nimbus does not look at {@code iat}, and takes what is beyond its dates for the past. */
  AHEAD(
      Reason.NOT_YET_VALID,
      token ->
          token.claims().get("iat") instanceof Number iat && iat.longValue() > TokenMaker.NOW + 60
              || AgreesWithNimbusTest.isBeyondNimbus(token.claims().get("nbf"))),
  /** No string, which Nimbus makes one of a number; empty, too long, or not for a log. */
  SUBJECT_NO_IDENTIFIER(
      Reason.CLAIM_INVALID, token -> !AccessTokenRules.isIdentifier(subject(token))),
  /** RFC 7800 section 3.1. */
  BOUND_TO_A_KEY(Reason.SENDER_CONSTRAINED, token -> token.claims().containsKey("cnf")),
  /** RFC 8725 section 2.8. */
  ID_TOKEN(
      Reason.ID_TOKEN_AS_ACCESS_TOKEN,
      token ->
          token.claims().containsKey("nonce")
              || token.claims().containsKey("at_hash")
              || Set.of("ID", "Refresh").contains(String.valueOf(token.claims().get("typ")))),
  /** OpenID Connect Back-Channel Logout section 2.4. */
  LOGOUT_TOKEN(Reason.TYPE_WRONG, token -> token.claims().containsKey("events"));

  private final Reason reason;
  private final Predicate<LooseToken> holds;

  StricterThanNimbus(Reason reason, Predicate<LooseToken> holds) {
    this.reason = reason;
    this.holds = holds;
  }

  /** Which of them explains a refusal of ours; empty where none does. */
  static Optional<StricterThanNimbus> explaining(Reason refusal, String token) {
    LooseToken loose = new LooseToken(token);
    return Stream.of(values())
        .filter(each -> each.reason == refusal && each.holds.test(loose))
        .findFirst();
  }

  private static @Nullable String subject(LooseToken token) {
    return token.claims().get("sub") instanceof String subject ? subject : null;
  }

  private static boolean isNull(LooseToken token, String parameter) {
    return token.header().containsKey(parameter) && token.header().get(parameter) == null;
  }
}
