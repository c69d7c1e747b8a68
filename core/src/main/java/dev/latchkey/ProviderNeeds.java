package dev.latchkey;

import dev.latchkey.provider.Endpoint;
import java.util.EnumSet;
import java.util.Set;

/**
 * What the rules need of a provider.
 *
 * @param signsIn whether users sign in there
 * @param asksUserInfo whether it is asked about users who sign in
 * @param introspects whether it is asked about tokens
 * @param keys whether signatures are verified
 */
record ProviderNeeds(boolean signsIn, boolean asksUserInfo, boolean introspects, boolean keys) {

  static ProviderNeeds of(boolean signsIn, boolean asksUserInfo, BearerPlan.Way way) {
    return new ProviderNeeds(
        signsIn,
        signsIn && asksUserInfo,
        way != BearerPlan.Way.JWT,
        signsIn || way != BearerPlan.Way.INTROSPECTION);
  }

  /** The addresses without which nothing works; the rest is noticed where it is used. */
  Set<Endpoint> ofMetadata(boolean ownKeys) {
    Set<Endpoint> needed = EnumSet.noneOf(Endpoint.class);
    if (keys && !ownKeys) {
      needed.add(Endpoint.KEYS);
    }
    if (introspects) {
      needed.add(Endpoint.INTROSPECTION);
    }
    return needed;
  }

  /** All addresses that must be configured where nothing is discovered. */
  Set<Endpoint> ofSettings(boolean ownKeys) {
    Set<Endpoint> needed = ofMetadata(ownKeys);
    if (signsIn) {
      needed.addAll(Set.of(Endpoint.AUTHORIZATION, Endpoint.TOKEN));
    }
    if (asksUserInfo) {
      needed.add(Endpoint.USERINFO);
    }
    return needed;
  }
}
