package dev.latchkey;

/**
 * A provider beside the main one, as its own settings want it: the same plans, read by the same
 * code. Only its access tokens count, nobody signs in there.
 *
 * @param provider what is asked
 * @param tokens what its tokens must be
 * @param bearer how they are verified
 */
record PartnerPlan(ProviderPlan provider, TokenPlan tokens, BearerPlan bearer) {

  /** Reads the plan; {@code values} are the provider's own. */
  static PartnerPlan read(SettingValues values, RulePlan rules) {
    Problems problems = values.problems();
    BearerPlan.Way way = BearerPlan.way(values);
    ProviderPlan provider =
        ProviderPlan.read(values, problems).withoutNeedlessDiscovery(false, way);
    TokenPlan tokens = TokenPlan.read(values, problems, provider, rules);
    return new PartnerPlan(provider, tokens, BearerPlan.read(values, problems, way, null));
  }
}
