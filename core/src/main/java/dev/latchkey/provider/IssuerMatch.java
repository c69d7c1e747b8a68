package dev.latchkey.provider;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Tells whether an issuer that is named somewhere is the configured one. Byte for byte, unless a
 * setting or a profile says what else it is called: what is compared is always known from the
 * settings, and nothing that a token says becomes an address. Immutable and thread-safe.
 */
public sealed interface IssuerMatch permits OneIssuer, TenantIssuers, EveryIssuer {

  /** The setting that accepts every issuer. */
  String ANY = "*";

  /** The issuer, byte for byte; {@code *} for every issuer that the configured keys vouch for. */
  static IssuerMatch exact(String issuer) {
    return issuer.equals(ANY) ? new EveryIssuer() : OneIssuer.exact(issuer);
  }

  /** The issuer as configured; {@code *} where every one is accepted. */
  String configured();

  /** What it is called that is known from the settings; empty where every issuer is accepted. */
  Set<String> names();

  /** A name that both go by, so that a token could be either's; empty where there is none. */
  default Optional<String> nameSharedWith(IssuerMatch other) {
    return Stream.concat(
            names().stream().filter(other::mayAnswer),
            other.names().stream().filter(this::mayAnswer))
        .min(Comparator.naturalOrder());
  }

  /** Tells whether a discovery document may name it (OpenID Connect Discovery 1.0 section 4.3). */
  boolean maySayInDiscovery(String issuer);

  /** Tells whether an authorization response may name it (RFC 9207 section 2.4). */
  boolean mayAnswer(String issuer);

  /**
   * Tells whose token this is.
   *
   * @param claims of an access token or an ID token
   * @return the one spelling of the issuer that identities are known by; {@code null} for a token
   *     of somebody else
   */
  @Nullable String of(Map<String, ?> claims);

  /**
   * Tells whom a name means where nothing else is said, as in a front-channel logout.
   *
   * @return as {@link #of}
   */
  default @Nullable String ofName(String issuer) {
    return of(Map.of("iss", issuer));
  }

  /**
   * Tells whether a key may verify a token, where the key set says whose key it is.
   *
   * @param keyIssuer the member {@code issuer} of the key
   * @param claims of a token that {@link #of} accepts
   */
  boolean mayUseKeyOf(String keyIssuer, Map<String, ?> claims);

  /** Whom a token names as its issuer, with all that counts, for an operator to read. */
  String named(Map<String, ?> claims);

  /** What is accepted, for an operator to read. */
  @Override
  String toString();
}
