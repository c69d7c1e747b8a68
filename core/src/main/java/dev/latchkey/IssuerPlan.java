package dev.latchkey;

import dev.latchkey.policy.Rule;
import dev.latchkey.token.TrustedIssuer;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One issuer as its own settings want it.
 *
 * @param name what rules call it
 * @param provider what is asked
 * @param tokens what its tokens must be
 * @param bearer how they are verified
 * @param signIn how users sign in there; {@code null} where nobody does
 */
record IssuerPlan(
    String name,
    ProviderPlan provider,
    TokenPlan tokens,
    BearerPlan bearer,
    @Nullable SignInPlan signIn) {

  /**
   * Reads an issuer.
   *
   * @param values its own
   * @param store where sessions are kept, of all issuers
   */
  static IssuerPlan read(String name, SettingValues values, RulePlan rules, StorePlan store) {
    Problems problems = values.problems();
    BearerPlan.Way way = BearerPlan.way(values);
    boolean signsIn = rules.signsIn(name, values);
    boolean reads = rules.table().readsBearer(name);
    boolean asksUserInfo = LoginPlan.asksUserInfo(values);
    ProviderPlan provider =
        ProviderPlan.read(values, problems, ProviderNeeds.of(signsIn, asksUserInfo, way));
    TokenPlan tokens = TokenPlan.read(values, problems, provider, reads);
    SignInPlan signIn =
        signsIn
            ? SignInPlan.read(
                values, rules.whySignIn(name), provider, tokens.accessTokens().places(), store)
            : null;
    BearerPlan bearer = BearerPlan.read(values, problems, way, signIn);
    provider.check(problems);
    ProfilePlan.check(provider, reads, way, problems);
    IssuerPlan plan = new IssuerPlan(name, provider, tokens, bearer, signIn);
    plan.checkLevels(rules, problems);
    return plan;
  }

  /** A sign-in asks for what a rule wants, but never for less than what is set. */
  private void checkLevels(RulePlan rules, Problems problems) {
    String asked = signIn == null ? null : signIn.login().extra().fixed().get("acr_values");
    if (asked != null) {
      rules
          .table()
          .beyond(name, Set.of(asked.split(" ")))
          .ifPresent(
              rule ->
                  problems.add(
                      Setting.LOGIN_PARAMETERS,
                      "has acr_values=%s, so nobody signs in by the acr that the rule of line %d"
                              .formatted(asked, rule.line())
                          + " asks for; name one of those in both, or leave acr_values out, since"
                          + " the rule asks for it by itself"));
    }
  }

  boolean isMain() {
    return name.equals(TrustedIssuer.MAIN);
  }

  /** Tells of what is set for a further provider and used by no rule. */
  void checkUsed(SettingValues own, RulePlan rules) {
    Problems problems = own.problems();
    if (signIn == null && !rules.table().readsBearer(name)) {
      problems.warn(
          "no rule reads tokens of provider=" + name + " or signs in there, so it opens nothing");
    }
    Arrays.stream(Setting.values())
        .filter(each -> signIn == null && each.reach() == Reach.SIGN_IN && own.has(each))
        .forEach(
            each ->
                problems.add(
                    each,
                    "is set, but no rule signs in there; write a rule such as: login /%s/**"
                            .formatted(name)
                        + " provider=%s, or leave it out".formatted(name)));
  }

  /** Refuses rules that need what was not set up for the rules there were at the start. */
  void checkServes(SettingValues own, RulePlan rules, Problems problems) {
    if (signIn == null && rules.signsIn(name, own)) {
      problems.add(
          "%s at provider=%s, which the start did not set up; start again with these rules and a client"
              .formatted(rules.whySignIn(name), name));
    }
    if (rules.table().readsBearer(name) && !tokens.takesBearer()) {
      problems.add(
          "rules: read bearer tokens of provider=%s, but no audience was set at the start; start"
                  .formatted(name)
              + " again with audience");
    }
    ProfilePlan.check(provider, rules.table().readsBearer(name), bearer.way(), problems);
    checkLevels(rules, problems);
  }

  /** Tells whether its tokens need not say whose they are. */
  private boolean takesOpaque() {
    return bearer.way() == BearerPlan.Way.INTROSPECTION || bearer.way() == BearerPlan.Way.AUTO;
  }

  /** Whatever two issuers have in common, a token could be either's by it. */
  static void checkApart(List<IssuerPlan> issuers, Problems problems) {
    for (int i = 0; i < issuers.size(); i++) {
      for (IssuerPlan other : issuers.subList(i + 1, issuers.size())) {
        IssuerNames.checkApart(issuers.get(i), other, problems);
        checkSecrets(issuers.get(i), other, problems);
      }
    }
  }

  /** A MAC says only that somebody who has the secret made it. */
  private static void checkSecrets(IssuerPlan one, IssuerPlan other, Problems problems) {
    if (one.tokens().algorithms().sharesSecretWith(other.tokens().algorithms())) {
      problems.add(
          "provider=%s and provider=%s make MACs with one secret, so that each could make the"
                  .formatted(one.name(), other.name())
              + " other's tokens; have one of them make another client secret, or leave HS* out of"
              + " its algorithms");
    }
  }

  /** A token is never shown to a provider that did not issue it, so its provider must be clear. */
  static void checkOpaque(List<IssuerPlan> issuers, RulePlan rules, Problems problems) {
    for (Rule rule : rules.table().rules()) {
      List<String> takers =
          issuers.stream()
              .filter(each -> each.takesOpaque() && rule.providers().test(each.name()))
              .map(IssuerPlan::name)
              .toList();
      if (rule.access().readsTokens() && takers.size() > 1) {
        problems.add(
            "rules: line %d: takes opaque tokens of provider=%s, and an opaque token does not say"
                    .formatted(rule.line(), String.join("|", takers))
                + " whose it is; give each a path of its own, or set token.verification=jwt or both"
                + " for all but one");
      }
    }
  }
}
