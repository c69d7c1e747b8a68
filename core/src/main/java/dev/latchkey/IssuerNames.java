package dev.latchkey;

import dev.latchkey.provider.IssuerMatch;
import dev.latchkey.provider.IssuerSettings;
import dev.latchkey.provider.Profile;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The names of the issuer, as the settings want them compared. */
final class IssuerNames {

  private IssuerNames() {}

  static IssuerMatch read(SettingValues values, Problems problems, String issuer, Profile profile) {
    List<String> tenants = values.words(Setting.ISSUER_TENANTS);
    List<String> aliases = values.words(Setting.ISSUER_ALIASES);
    for (String alias : aliases) {
      Optional<URI> address = values.address(Setting.ISSUER_ALIASES, alias);
      address
          .filter(uri -> uri.getRawQuery() != null)
          .ifPresent(uri -> problems.add(Setting.ISSUER_ALIASES, "must not have a query"));
    }
    boolean slashMatters =
        values.choice(Setting.ISSUER_MATCH, Map.of("exact", true, "trailing-slash", false));
    if (tenants.equals(List.of(IssuerMatch.ANY))) {
      problems.warn(
          "issuer-tenants=*: the users of every tenant of the provider are accepted; limit them by"
              + " rules");
    }
    try {
      return new IssuerSettings(issuer, slashMatters, aliases, tenants).match(profile);
    } catch (IllegalArgumentException contradiction) {
      problems.add(Setting.ISSUER, String.valueOf(contradiction.getMessage()));
      return IssuerMatch.exact(issuer);
    }
  }

  /** A token is told apart by its issuer, so no name may be two providers'. */
  static void checkApart(IssuerPlan one, IssuerPlan other, Problems problems) {
    IssuerMatch first = one.provider().names();
    IssuerMatch second = other.provider().names();
    if (first.configured().equals(second.configured())) {
      return; // told where the list of providers is read
    }
    first
        .nameSharedWith(second)
        .ifPresent(
            shared ->
                problems.add(
                    "provider=%s and provider=%s both go by %s; leave that name to one of them"
                        .formatted(one.name(), other.name(), shared)));
  }
}
