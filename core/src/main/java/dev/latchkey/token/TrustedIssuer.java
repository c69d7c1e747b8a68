package dev.latchkey.token;

import dev.latchkey.event.Reason;
import java.util.Map;

/**
 * An issuer whose access tokens count here.
 *
 * @param provider what rules call it
 * @param issuer as configured
 * @param tokens verifies its tokens, and no others
 * @param advice what an operator should read beside a refusal for these reasons
 */
public record TrustedIssuer(
    String provider, String issuer, BearerTokens tokens, Map<Reason, String> advice) {

  /** What rules call the issuer that counts where none is named. */
  public static final String MAIN = "main";

  /** Copies the advice. */
  public TrustedIssuer {
    advice = Map.copyOf(advice);
  }

  /** Tells whether it is the one that counts where none is named. */
  public boolean isMain() {
    return provider.equals(MAIN);
  }

  /** What became of a token by the rules of this issuer. */
  JudgedToken judged(TokenResult<VerifiedToken> result) {
    if (result instanceof TokenResult.Refused<VerifiedToken> refused
        && advice.containsKey(refused.reason())) {
      String detail = refused.detail() + "; " + advice.get(refused.reason());
      return new JudgedToken(this, new TokenResult.Refused<>(refused.reason(), detail));
    }
    return new JudgedToken(this, result);
  }

  /** Both names. */
  @Override
  public String toString() {
    return provider + " (" + issuer + ")";
  }
}
