package dev.latchkey;

import dev.latchkey.gate.ForwardedIdentity;
import dev.latchkey.gate.PageRenderer;
import dev.latchkey.gate.TokenLocations;
import dev.latchkey.token.TrustedIssuer;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All that the settings want, read and checked together.
 *
 * @param issuers the main one stands first
 * @param signIn {@code null} where nobody signs in
 */
record Plans(
    List<IssuerPlan> issuers,
    RulePlan rules,
    @Nullable SignInPlan signIn,
    TokenLocations locations,
    ForwardedIdentity forwarded,
    String realm,
    boolean errorDetails,
    boolean pagesAreStored,
    Optional<PageRenderer> pages) {

  /**
   * Reads everything; what is wrong becomes a problem.
   *
   * @param ownStore whether the application brings a store for sessions
   * @throws IllegalArgumentException listing all problems, when there are any
   */
  static Plans read(SettingValues values, Problems problems, boolean ownStore) {
    checkName(values, problems);
    new JvmCheck(System::getProperty, Security::getProperty).warn(values, problems);
    Map<String, SettingValues> further = FurtherProviders.read(values, problems);
    RulePlan rules = RulePlan.read(values, FurtherProviders.names(further), problems);
    BearerPlan.Way way = BearerPlan.way(values);
    ProviderPlan provider =
        ProviderPlan.read(
            values,
            problems,
            ProviderNeeds.of(rules.signsIn(), LoginPlan.asksUserInfo(values), way));
    boolean readsBearer = rules.table().readsBearer(TrustedIssuer.MAIN);
    TokenPlan tokens = TokenPlan.read(values, problems, provider, readsBearer);
    SignInPlan signIn =
        rules.signsIn()
            ? SignInPlan.read(values, problems, provider, tokens.accessTokens().places(), ownStore)
            : null;
    BearerPlan bearer = BearerPlan.read(values, problems, way, signIn);
    List<IssuerPlan> issuers = new ArrayList<>();
    issuers.add(new IssuerPlan(TrustedIssuer.MAIN, provider, tokens, bearer));
    further.forEach((name, own) -> issuers.add(IssuerPlan.further(name, own, rules)));
    IssuerPlan.checkOpaque(issuers, rules, problems);
    IssuerPlan.checkApart(issuers, problems);
    TokenLocations locations = LocationPlan.read(values, problems);
    ForwardedIdentity forwarded = forwarded(values, problems);
    String realm = TokenPlan.realm(values, problems);
    boolean errorDetails = ErrorDetails.read(values, problems);
    boolean pagesAreStored = PagePlan.areStored(values);
    Optional<PageRenderer> pages = PagePlan.read(values);
    provider.check(problems);
    ProfilePlan.check(provider, readsBearer, way, problems);
    problems.check();
    return new Plans(
        issuers, rules, signIn, locations, forwarded, realm, errorDetails, pagesAreStored, pages);
  }

  private static ForwardedIdentity forwarded(SettingValues values, Problems problems) {
    try {
      return ForwardedIdentity.of(values.forwards());
    } catch (IllegalArgumentException refused) {
      problems.add("forward: " + refused.getMessage());
      return ForwardedIdentity.none();
    }
  }

  /** It becomes part of a cookie's name, which may hold less than people like to write. */
  private static void checkName(SettingValues values, Problems problems) {
    String name = values.text(Setting.NAME);
    if (!name.chars()
        .allMatch(c -> c < 0x7f && (Character.isLetterOrDigit(c) || "-_.".indexOf(c) >= 0))) {
      problems.add(Setting.NAME, "is \"" + name + "\"; write letters, digits, - _ and . only");
    }
  }

  IssuerPlan main() {
    return issuers.get(0);
  }

  /** The issuers as configured, the main one first. */
  List<String> issuerNames() {
    return issuers.stream().map(each -> each.provider().issuer()).toList();
  }
}
