package dev.latchkey.token;

/**
 * An issuer whose access tokens count here.
 *
 * @param provider what rules call it
 * @param issuer as configured
 * @param tokens verifies its tokens, and no others
 */
public record TrustedIssuer(String provider, String issuer, BearerTokens tokens) {

  /** What rules call the issuer that counts where none is named. */
  public static final String MAIN = "main";

  /** Both names. */
  @Override
  public String toString() {
    return provider + " (" + issuer + ")";
  }
}
