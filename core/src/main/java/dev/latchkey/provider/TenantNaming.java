package dev.latchkey.provider;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a provider names the issuers of its tenants. Data only.
 *
 * @param claim where a token names its tenant
 * @param families the forms of issuers, with {@code {tenantid}} for the tenant; those of one family
 *     are spellings of the same issuer
 * @param shared words that stand for many tenants in a configured issuer, each with the tenants
 *     that it does not stand for
 */
record TenantNaming(String claim, List<List<String>> families, Map<String, Set<String>> shared) {

  TenantNaming {
    families = families.stream().map(List::copyOf).toList();
    shared = Map.copyOf(shared);
  }

  /** The form that an issuer has, whatever it names as its tenant; {@code null}: none of these. */
  @Nullable String formOf(String issuer) {
    for (List<String> family : families) {
      for (String form : family) {
        if (TenantIssuers.tenantIn(issuer, form) != null) {
          return form;
        }
      }
    }
    return null;
  }

  /** All forms of the issuers that have this one. */
  List<String> familyOf(String form) {
    return families.stream().filter(each -> each.contains(form)).findFirst().orElseThrow();
  }
}
