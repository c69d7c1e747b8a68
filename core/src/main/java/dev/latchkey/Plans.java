package dev.latchkey;

import dev.latchkey.event.Listener;
import dev.latchkey.gate.CorsOrigins;
import dev.latchkey.gate.ForwardedIdentity;
import dev.latchkey.gate.PageRenderer;
import dev.latchkey.gate.Paths;
import dev.latchkey.gate.TokenLocations;
import dev.latchkey.keys.ProviderSearch;
import dev.latchkey.keys.SignatureProvider;
import dev.latchkey.seal.SealedStore;
import dev.latchkey.token.TrustedIssuer;
import java.security.Security;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * All that the settings want, read and checked together.
 *
 * @param issuers the main one stands first
 * @param signatures who verifies them
 */
record Plans(
    List<IssuerPlan> issuers,
    RulePlan rules,
    CorsOrigins corsOrigins,
    Paths paths,
    TokenLocations locations,
    ForwardedIdentity forwarded,
    String realm,
    boolean errorDetails,
    boolean pagesAreStored,
    Optional<PageRenderer> pages,
    SignatureProvider signatures,
    StorePlan store) {

  /**
   * Reads everything; what is wrong becomes a problem.
   *
   * @param ownStore whether the application brings a store for sessions
   * @throws IllegalArgumentException listing all problems, when there are any
   */
  static Plans read(SettingValues values, Problems problems, boolean ownStore) {
    StorePlan store = StorePlan.read(values, ownStore);
    checkName(values, problems);
    new JvmCheck(System::getProperty, Security::getProperty).warn(values, problems);
    Map<String, SettingValues> further = FurtherProviders.read(values, problems);
    RulePlan rules = RulePlan.read(values, FurtherProviders.names(further), problems);
    List<IssuerPlan> issuers = new ArrayList<>();
    issuers.add(IssuerPlan.read(TrustedIssuer.MAIN, values, rules, store));
    for (Map.Entry<String, SettingValues> each : further.entrySet()) {
      IssuerPlan plan = IssuerPlan.read(each.getKey(), each.getValue(), rules, store);
      plan.checkUsed(each.getValue(), rules);
      issuers.add(plan);
    }
    IssuerPlan.checkOpaque(issuers, rules, problems);
    IssuerPlan.checkApart(issuers, problems);
    OwnPaths.checkApart(issuers, problems);
    CorsOrigins corsOrigins = CorsPlan.read(values, problems);
    Paths paths =
        values.choice(Setting.PATHS, Map.of("strict", Paths.STRICT, "matrix", Paths.MATRIX));
    TokenLocations locations = LocationPlan.read(values, problems);
    ForwardedIdentity forwarded = forwarded(values, problems);
    String realm = TokenPlan.realm(values, problems);
    boolean errorDetails = ErrorDetails.read(values, problems);
    boolean pagesAreStored = PagePlan.areStored(values);
    Optional<PageRenderer> pages = PagePlan.read(values);
    SignatureProvider signatures = signatures(values, problems);
    problems.check();
    Plans plans =
        new Plans(
            issuers,
            rules,
            corsOrigins,
            paths,
            locations,
            forwarded,
            realm,
            errorDetails,
            pagesAreStored,
            pages,
            signatures,
            store);
    plans.warnOfLongCookies(problems);
    return plans;
  }

  /** Each session may take its share of what servers take, and a browser sends them all. */
  private void warnOfLongCookies(Problems problems) {
    if (!store.keepsSessions() && signIns().size() > 1) {
      problems.warn(
          "users may be signed in at several providers, with up to 6 KiB of cookies for each, and"
              + " servers stop at 8 KiB of headers; set session.store=memory, or allow longer"
              + " headers");
    }
  }

  /** For all providers, so it is looked for once. */
  private static SignatureProvider signatures(SettingValues values, Problems problems) {
    ProviderSearch search = ProviderSearch.ofThisJvm();
    return values
        .read(
            Setting.CRYPTO_PROVIDER,
            values.text(Setting.CRYPTO_PROVIDER),
            wanted -> search.find(wanted, problems::warn))
        .orElseGet(SignatureProvider::jdk);
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

  /** How users sign in, once for each provider where they do; the main one stands first. */
  List<SignInPlan> signIns() {
    List<SignInPlan> all = new ArrayList<>();
    for (IssuerPlan each : issuers) {
      if (each.signIn() != null) {
        all.add(each.signIn());
      }
    }
    return all;
  }

  /** Opens the store that nodes share; empty where there is none, or nobody signs in. */
  Optional<SealedStore> sharedStore(Listener listener) {
    return signIns().isEmpty() ? Optional.empty() : store.open(listener);
  }

  /** The issuers as configured, the main one first. */
  List<String> issuerNames() {
    return issuers.stream().map(each -> each.provider().issuer()).toList();
  }
}
