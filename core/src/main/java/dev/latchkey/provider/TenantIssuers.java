package dev.latchkey.provider;

import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Issuers that differ in their tenant alone. A token must name the issuer of the tenant that its
 * claim of the tenant names, and the tenant must be accepted.
 *
 * @param configured the configured issuer
 * @param form the configured issuer's form, with {@link #PLACEHOLDER} for the tenant; identities
 *     are known by it
 * @param forms all forms that an issuer of a tenant has
 * @param claim where a token names its tenant
 * @param tenants who is accepted; empty for everybody, which an operator must have said in a word
 * @param excluded who is never accepted
 * @param shared whether the configured issuer stands for several tenants
 */
record TenantIssuers(
    String configured,
    String form,
    List<String> forms,
    String claim,
    Optional<Set<String>> tenants,
    Set<String> excluded,
    boolean shared)
    implements IssuerMatch {

  /** Stands for the tenant, in a provider's documents as well. */
  static final String PLACEHOLDER = "{tenantid}";

  private static final int TENANT_CHARS = 36;

  TenantIssuers {
    forms = List.copyOf(forms);
    tenants = tenants.map(Set::copyOf);
    excluded = Set.copyOf(excluded);
  }

  /** Tells whether a text is the id of a tenant: a UUID in small letters (RFC 9562 section 4). */
  static boolean isTenant(String text) {
    if (text.length() != TENANT_CHARS) {
      return false;
    }
    for (int i = 0; i < TENANT_CHARS; i++) {
      char c = text.charAt(i);
      boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
      if (dash ? c != '-' : !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f')) {
        return false;
      }
    }
    return true;
  }

  static String fill(String form, String tenant) {
    return form.replace(PLACEHOLDER, tenant);
  }

  /** What stands for the tenant in an issuer of this form; {@code null} for another form's. */
  static @Nullable String tenantIn(String issuer, String form) {
    int start = form.indexOf(PLACEHOLDER);
    if (!issuer.startsWith(form.substring(0, start))) {
      return null;
    }
    int end = issuer.indexOf(form.charAt(start + PLACEHOLDER.length()), start);
    String tenant = end < 0 ? "" : issuer.substring(start, end);
    return fill(form, tenant).equals(issuer) ? tenant : null;
  }

  @Override
  public Set<String> names() {
    Set<String> names = new HashSet<>();
    for (String tenant : tenants.orElse(Set.of())) {
      forms.forEach(each -> names.add(fill(each, tenant)));
    }
    return names;
  }

  /** Two that stand for everybody have no names to compare, but the forms of them. */
  @Override
  public Optional<String> nameSharedWith(IssuerMatch other) {
    return other instanceof TenantIssuers many && tenants.isEmpty() && many.tenants.isEmpty()
        ? forms.stream().filter(many.forms::contains).min(Comparator.naturalOrder())
        : IssuerMatch.super.nameSharedWith(other);
  }

  @Override
  public boolean maySayInDiscovery(String issuer) {
    return issuer.equals(shared ? form : configured);
  }

  @Override
  public boolean mayAnswer(String issuer) {
    return ofName(issuer) != null;
  }

  @Override
  public @Nullable String ofName(String issuer) {
    for (String each : forms) {
      String tenant = tenantIn(issuer, each);
      if (tenant != null && accepts(tenant)) {
        return fill(form, tenant);
      }
    }
    return null;
  }

  private boolean accepts(String tenant) {
    return isTenant(tenant)
        && !excluded.contains(tenant)
        && (tenants.isEmpty() || tenants.get().contains(tenant));
  }

  @Override
  public @Nullable String of(Map<String, ?> claims) {
    return claims.get(claim) instanceof String tenant
            && accepts(tenant)
            && claims.get("iss") instanceof String issuer
            && isOf(tenant, issuer)
        ? fill(form, tenant)
        : null;
  }

  private boolean isOf(String tenant, String issuer) {
    for (String each : forms) {
      if (fill(each, tenant).equals(issuer)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public boolean mayUseKeyOf(String keyIssuer, Map<String, ?> claims) {
    return claims.get(claim) instanceof String tenant && isOf(tenant, fill(keyIssuer, tenant));
  }

  @Override
  public String named(Map<String, ?> claims) {
    return ClaimText.of("iss", claims) + " (" + claim + " " + ClaimText.of(claim, claims) + ")";
  }

  @Override
  public String toString() {
    String of = tenants.map(some -> "of " + String.join(" ", some)).orElse("of any tenant");
    return shared ? form + " " + of : configured;
  }
}
