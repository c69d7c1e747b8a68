package dev.latchkey.provider;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the settings say of the issuer's name.
 *
 * @param issuer as configured; {@code *} for every issuer
 * @param slashMatters whether a name with and one without its last slash are two names
 * @param aliases further names of the same issuer
 * @param tenants who is accepted where the issuer stands for many tenants; {@code *} for everybody
 */
public record IssuerSettings(
    String issuer, boolean slashMatters, List<String> aliases, List<String> tenants) {

  private static final String EVERY_TENANT = "*";

  /** Copies the lists. */
  public IssuerSettings {
    aliases = List.copyOf(aliases);
    tenants = List.copyOf(tenants);
  }

  /**
   * Combines this with what a provider is known for.
   *
   * @throws IllegalArgumentException when the two contradict, with advice, told of the issuer
   */
  public IssuerMatch match(Profile profile) {
    TenantNaming naming = profile.tenantNaming().orElse(null);
    String form = naming == null ? null : naming.formOf(issuer);
    if (naming != null && form != null) {
      return ofTenants(naming, form);
    }
    check(
        tenants.isEmpty(),
        "is %s, of which provider-profile=%s knows no tenants; remove issuer-tenants",
        issuer,
        profile.name());
    return issuer.equals(IssuerMatch.ANY) ? ofEverybody() : ofOne(profile);
  }

  private IssuerMatch ofEverybody() {
    check(
        slashMatters && aliases.isEmpty(),
        "is *, which needs neither issuer-match nor issuer-aliases; remove them");
    return new EveryIssuer();
  }

  private IssuerMatch ofOne(Profile profile) {
    OneIssuer one = OneIssuer.exact(issuer).alsoNamed(aliases);
    if (!slashMatters) {
      one = one.withOrWithoutSlash();
    }
    if (profile.leavesOutScheme()) {
      one = one.withoutScheme();
    }
    return profile.secondIssuerClaim().map(one::alsoIn).orElse(one);
  }

  private IssuerMatch ofTenants(TenantNaming naming, String form) {
    check(
        slashMatters && aliases.isEmpty(),
        "is %s, of which all names are known; remove issuer-match and issuer-aliases",
        issuer);
    String tenant = Objects.requireNonNull(TenantIssuers.tenantIn(issuer, form));
    return TenantIssuers.isTenant(tenant)
        ? ofTenant(naming, form, tenant)
        : ofMany(naming, form, naming.shared().get(tenant));
  }

  private IssuerMatch ofTenant(TenantNaming naming, String form, String tenant) {
    check(
        tenants.isEmpty(),
        "is %s, which is one tenant's; remove issuer-tenants, or write one of %s in place of the"
            + " tenant",
        issuer,
        naming.shared().keySet().stream().sorted().toList());
    Optional<Set<String>> only = Optional.of(Set.of(tenant));
    return new TenantIssuers(
        issuer, form, naming.familyOf(form), naming.claim(), only, Set.of(), false);
  }

  private IssuerMatch ofMany(TenantNaming naming, String form, @Nullable Set<String> excluded) {
    if (excluded == null) {
      throw new IllegalArgumentException(
          ("is %s, but tokens name the tenant by its id; write %s with the id, or one of %s"
                  + " for many tenants")
              .formatted(issuer, form, naming.shared().keySet().stream().sorted().toList()));
    }
    check(
        !tenants.isEmpty(),
        "is %s, which stands for many tenants, and issuer-tenants does not say whom to accept; list"
            + " their ids, or write * for everybody",
        issuer);
    return new TenantIssuers(
        issuer, form, naming.familyOf(form), naming.claim(), accepted(), excluded, true);
  }

  private Optional<Set<String>> accepted() {
    if (tenants.equals(List.of(EVERY_TENANT))) {
      return Optional.empty();
    }
    for (String tenant : tenants) {
      check(
          TenantIssuers.isTenant(tenant),
          "is %s, and issuer-tenants names \"%s\"; write ids of tenants, such as"
              + " 11111111-2222-3333-4444-555555555555 in small letters, or * alone for everybody",
          issuer,
          tenant);
    }
    return Optional.of(Set.copyOf(tenants));
  }

  private static void check(boolean holds, String problem, Object... values) {
    if (!holds) {
      throw new IllegalArgumentException(problem.formatted(values));
    }
  }
}
