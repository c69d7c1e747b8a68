package dev.latchkey.provider;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One issuer and what it is called beside its configured name.
 *
 * @param configured what identities are known by, whichever name a token has
 * @param names all names, the configured one among them
 * @param secondClaim a claim that, where a token has it, must name this issuer too; {@code null}:
 *     none
 */
record OneIssuer(String configured, Set<String> names, @Nullable String secondClaim)
    implements IssuerMatch {

  private static final String HTTPS = "https://";

  OneIssuer {
    names = Set.copyOf(names);
  }

  static OneIssuer exact(String issuer) {
    return new OneIssuer(issuer, Set.of(issuer), null);
  }

  /** This issuer under further names, which are compared byte for byte as well. */
  OneIssuer alsoNamed(List<String> aliases) {
    Set<String> all = new LinkedHashSet<>(names);
    all.addAll(aliases);
    return new OneIssuer(configured, all, secondClaim);
  }

  /** This issuer also where the last slash of a name is missing, or one is added. */
  OneIssuer withOrWithoutSlash() {
    Set<String> all = new LinkedHashSet<>(names);
    for (String name : names) {
      all.add(name.endsWith("/") ? name.substring(0, name.length() - 1) : name + "/");
    }
    return new OneIssuer(configured, all, secondClaim);
  }

  /** This issuer also where {@code https://} is missing at the start. */
  OneIssuer withoutScheme() {
    Set<String> all = new LinkedHashSet<>(names);
    for (String name : names) {
      if (name.startsWith(HTTPS)) {
        all.add(name.substring(HTTPS.length()));
      }
    }
    return new OneIssuer(configured, all, secondClaim);
  }

  /** This issuer, which a further claim names as well. */
  OneIssuer alsoIn(String claim) {
    return new OneIssuer(configured, names, claim);
  }

  @Override
  public boolean maySayInDiscovery(String issuer) {
    return names.contains(issuer);
  }

  @Override
  public boolean mayAnswer(String issuer) {
    return names.contains(issuer);
  }

  @Override
  public @Nullable String of(Map<String, ?> claims) {
    return isNamed("iss", claims)
            && (secondClaim == null
                || !claims.containsKey(secondClaim)
                || isNamed(secondClaim, claims))
        ? configured
        : null;
  }

  private boolean isNamed(String claim, Map<String, ?> claims) {
    return claims.get(claim) instanceof String name && names.contains(name);
  }

  @Override
  public boolean mayUseKeyOf(String keyIssuer, Map<String, ?> claims) {
    return names.contains(keyIssuer);
  }

  @Override
  public String named(Map<String, ?> claims) {
    String name = ClaimText.of("iss", claims);
    return secondClaim == null || !claims.containsKey(secondClaim)
        ? name
        : name + " (" + secondClaim + " " + ClaimText.of(secondClaim, claims) + ")";
  }

  @Override
  public String toString() {
    return configured;
  }
}
