package dev.latchkey;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The paths that are served before the rules, as the settings of all providers have them. */
final class OwnPaths {

  private OwnPaths() {}

  /**
   * Each path has one meaning and is one provider's: what one provider answers is never taken for
   * another's (RFC 9700 section 4.4.2.2).
   */
  static void checkApart(List<IssuerPlan> issuers, Problems problems) {
    Map<String, String> keys = new HashMap<>();
    for (IssuerPlan each : issuers) {
      Map<Setting, String> paths = each.signIn() == null ? Map.of() : each.signIn().paths();
      for (Map.Entry<Setting, String> path : paths.entrySet()) {
        Setting setting = path.getKey();
        String key = each.isMain() ? setting.key() : ProviderKey.of(each.name(), setting);
        String other = keys.putIfAbsent(path.getValue(), key);
        if (other != null) {
          problems.add(
              "%s and %s are both %s; they must be different paths"
                  .formatted(other, key, path.getValue()));
        }
      }
    }
  }
}
