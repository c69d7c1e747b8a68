package dev.latchkey.token;

import dev.latchkey.event.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The issuers whose tokens count here. What an unverified token says of its issuer only chooses
 * among them; keys, audience, algorithms and all memory are then those of the chosen one (RFC 8725
 * section 3.8). Immutable and thread-safe.
 */
public final class TrustedIssuers {

  private final TrustedIssuer main;
  private final List<TrustedIssuer> all;
  private final int maxBytes;

  /** Takes the main issuer, and those beside it. */
  public TrustedIssuers(TrustedIssuer main, List<TrustedIssuer> further) {
    this.main = main;
    List<TrustedIssuer> issuers = new ArrayList<>(List.of(main));
    issuers.addAll(further);
    this.all = List.copyOf(issuers);
    this.maxBytes = all.stream().mapToInt(each -> each.tokens().maxBytes()).max().orElseThrow();
  }

  /** What rules call them, the main one first. */
  public List<String> providers() {
    return all.stream().map(TrustedIssuer::provider).toList();
  }

  /**
   * Returns what became of a token that was verified before and still counts; {@code null} where it
   * has to be verified. Quick, never waits.
   *
   * @param accepted as for {@link #verify}
   */
  public @Nullable JudgedToken recall(String token, Predicate<String> accepted) {
    for (TrustedIssuer issuer : all) {
      TokenResult<VerifiedToken> known =
          accepted.test(issuer.provider()) ? issuer.tokens().recall(token) : null;
      if (known != null) {
        return issuer.judged(known);
      }
    }
    return null;
  }

  /**
   * Verifies a token; never throws because of it.
   *
   * @param accepted whose tokens count for this request, by the names of providers
   */
  public JudgedToken verify(String token, Predicate<String> accepted) {
    if (token.length() > maxBytes) { // before anything is hashed to remember it by
      return refused(AccessTokens.tooLarge(token, maxBytes));
    }
    TrustedIssuer issuer = all.size() == 1 ? main : rememberedBy(token, accepted);
    if (issuer != null && accepted.test(issuer.provider())) {
      return issuer.judged(issuer.tokens().verify(token));
    }
    return CompactJws.isMeant(token) ? chosenByToken(token, accepted) : opaque(token, accepted);
  }

  /** Saves taking a token apart that one of the accepted issuers has judged before. */
  private @Nullable TrustedIssuer rememberedBy(String token, Predicate<String> accepted) {
    for (TrustedIssuer issuer : all) {
      if (accepted.test(issuer.provider()) && issuer.tokens().knows(token)) {
        return issuer;
      }
    }
    return null;
  }

  private JudgedToken chosenByToken(String token, Predicate<String> accepted) {
    CompactJws jws = CompactJws.parse(token);
    if (jws == null) {
      return refused(CompactJwe.asAccessToken(token));
    }
    for (TrustedIssuer issuer : all) {
      if (issuer.tokens().isFrom(jws.claims())) {
        return accepted.test(issuer.provider())
            ? issuer.judged(issuer.tokens().verify(token, jws))
            : new JudgedToken(issuer, notAccepted(issuer, accepted));
      }
    }
    return refused(unknown(jws.claims().string("iss")));
  }

  private static TokenResult<VerifiedToken> notAccepted(
      TrustedIssuer issuer, Predicate<String> accepted) {
    return new TokenResult.Refused<>(
        Reason.ISSUER_WRONG,
        "the token is one of provider=%s, accepted here is provider=%s; if it should be, add"
                .formatted(issuer.provider(), accepted)
            + " provider=%s to the rule, or provider=%s|%s for both"
                .formatted(issuer.provider(), accepted, issuer.provider()));
  }

  private TokenResult<VerifiedToken> unknown(@Nullable String issuer) {
    return new TokenResult.Refused<>(
        Reason.ISSUER_WRONG,
        AccessTokenRules.isIdentifier(issuer)
            ? "the token was issued by "
                + issuer
                + ", configured are "
                + all.stream().map(TrustedIssuer::toString).collect(Collectors.joining(", "))
            : "iss is missing, empty, too long or not printable");
  }

  /**
   * A token that says nothing of its issuer may be shown to one provider only: the one it is of.
   */
  private JudgedToken opaque(String token, Predicate<String> accepted) {
    List<TrustedIssuer> takers =
        all.stream()
            .filter(each -> each.tokens().takesOpaque() && accepted.test(each.provider()))
            .toList();
    return takers.size() == 1
        ? takers.get(0).judged(takers.get(0).tokens().verify(token))
        : refused(CompactJwe.asAccessToken(token));
  }

  private static JudgedToken refused(TokenResult<VerifiedToken> refusal) {
    return new JudgedToken(null, refusal);
  }
}
