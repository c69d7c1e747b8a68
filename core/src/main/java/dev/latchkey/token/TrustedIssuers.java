package dev.latchkey.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.latchkey.event.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
  private final Map<String, List<TrustedIssuer>> byName = new HashMap<>();
  private final List<TrustedIssuer> ofAnyName;
  private final @Nullable Cache<BearerToken, TrustedIssuer> owners;
  private final int maxBytes;

  /** Takes the main issuer, and those beside it. */
  public TrustedIssuers(TrustedIssuer main, List<TrustedIssuer> further) {
    this.main = main;
    List<TrustedIssuer> issuers = new ArrayList<>(List.of(main));
    issuers.addAll(further);
    this.all = List.copyOf(issuers);
    this.ofAnyName = named(Set.of());
    for (TrustedIssuer each : all) {
      for (String name : each.tokens().issuerNames()) {
        byName.computeIfAbsent(name, any -> named(Set.of(name)));
      }
    }
    this.owners = all.size() == 1 ? null : owners(all);
    this.maxBytes = mostBytes(all);
  }

  private static int mostBytes(List<TrustedIssuer> all) {
    int most = 0;
    for (TrustedIssuer each : all) {
      most = Math.max(most, each.tokens().maxBytes());
    }
    return most;
  }

  private static Cache<BearerToken, TrustedIssuer> owners(List<TrustedIssuer> all) {
    return Caffeine.newBuilder()
        .maximumSize(all.stream().mapToLong(each -> each.tokens().cacheSize()).sum())
        .executor(Runnable::run)
        .build();
  }

  /** Those that go by one of the names, and those whose names cannot be listed. */
  private List<TrustedIssuer> named(Set<String> names) {
    return all.stream()
        .filter(
            each ->
                each.tokens().issuerNames().isEmpty()
                    || !Collections.disjoint(each.tokens().issuerNames(), names))
        .toList();
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
  public @Nullable JudgedToken recall(BearerToken token, Predicate<String> accepted) {
    TrustedIssuer issuer = ownerOf(token);
    if (issuer == null || !accepted.test(issuer.provider())) {
      return null;
    }
    TokenResult<VerifiedToken> known = issuer.tokens().recall(token);
    return known == null ? null : issuer.judged(known);
  }

  /** Whose a token was when it was verified before, as far as that is remembered. */
  private @Nullable TrustedIssuer ownerOf(BearerToken token) {
    return owners == null ? main : owners.getIfPresent(token);
  }

  /**
   * Verifies a token; never throws because of it.
   *
   * @param accepted whose tokens count for this request, by the names of providers
   */
  public JudgedToken verify(BearerToken token, Predicate<String> accepted) {
    if (token.length() > maxBytes) { // before anything is hashed to remember it by
      return refused(AccessTokens.tooLarge(token.length(), maxBytes));
    }
    TrustedIssuer issuer = ownerOf(token);
    if (issuer != null && accepted.test(issuer.provider())) {
      return issuer.judged(issuer.tokens().verify(token));
    }
    return owned(
        token,
        CompactJws.isMeant(token) ? chosenByToken(token, accepted) : opaque(token, accepted));
  }

  private JudgedToken owned(BearerToken token, JudgedToken judged) {
    if (owners != null && judged.issuer() != null && judged.issuer().tokens().knows(token)) {
      owners.put(token, judged.issuer());
    }
    return judged;
  }

  private JudgedToken chosenByToken(BearerToken token, Predicate<String> accepted) {
    CompactJws jws = CompactJws.parse(token, KnownHeaders.NONE);
    if (jws == null) {
      return refused(CompactJwe.asAccessToken(token.text()));
    }
    List<TrustedIssuer> called = byName.getOrDefault(jws.claims().string("iss"), ofAnyName);
    for (TrustedIssuer issuer : called) {
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
  private JudgedToken opaque(BearerToken token, Predicate<String> accepted) {
    List<TrustedIssuer> takers =
        all.stream()
            .filter(each -> each.tokens().takesOpaque() && accepted.test(each.provider()))
            .toList();
    return takers.size() == 1
        ? takers.get(0).judged(takers.get(0).tokens().verify(token))
        : refused(CompactJwe.asAccessToken(token.text()));
  }

  private static JudgedToken refused(TokenResult<VerifiedToken> refusal) {
    return new JudgedToken(null, refusal);
  }
}
