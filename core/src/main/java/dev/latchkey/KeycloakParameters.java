package dev.latchkey;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Parameters of a deployment descriptor, among which those of Keycloak's servlet filter may still
 * be.
 *
 * @param others all others, and {@code config} in place of Keycloak's name for the file
 * @param skipPattern what Keycloak's filter let pass
 */
record KeycloakParameters(Map<String, String> others, Optional<SkipPattern> skipPattern) {

  private static final String PREFIX = "keycloak.config.";
  private static final String SKIP_PATTERN = PREFIX + "skipPattern";
  private static final String FILE = PREFIX + "file";
  private static final String PATH = PREFIX + "path";
  private static final String RESOLVER = PREFIX + "resolver";
  private static final String ID_MAPPER = PREFIX + "idMapper";
  private static final String ID_MAPPER_CLASS = PREFIX + "idmapperclass";
  private static final List<String> KNOWN =
      List.of(SKIP_PATTERN, FILE, PATH, RESOLVER, ID_MAPPER, ID_MAPPER_CLASS);

  static KeycloakParameters read(Map<String, String> parameters, Problems problems) {
    Map<String, String> others = new TreeMap<>(parameters);
    others.keySet().removeIf(name -> name.startsWith(PREFIX));
    Optional<SkipPattern> skipPattern = Optional.empty();
    for (String name : new TreeMap<>(parameters).keySet()) {
      String value = parameters.get(name);
      if (value == null || !name.startsWith(PREFIX)) {
        continue;
      }
      String problem = problem(name, value);
      if (!problem.isEmpty()) {
        problems.add("parameter " + name + " " + problem);
      } else if (name.equals(SKIP_PATTERN)) {
        skipPattern = Optional.of(new SkipPattern(value));
      } else if (others.putIfAbsent(Setting.CONFIG.key(), value) != null) {
        problems.add("parameter " + name + " names a second file; leave one, as config");
      }
    }
    return new KeycloakParameters(others, skipPattern);
  }

  /** What is wrong with one of Keycloak's; empty for nothing. */
  private static String problem(String name, String value) {
    return switch (name) {
      case RESOLVER ->
          "chose a realm for each request, by code; remove it, and name further issuers in"
              + " providers, each with settings of its own";
      case ID_MAPPER, ID_MAPPER_CLASS ->
          "mapped Keycloak's sessions to the container's; remove it, and set session.store=memory so"
              + " that Keycloak can end sessions at back-channel-logout-path";
      case PATH ->
          value.startsWith("/WEB-INF/")
              ? json(value)
              : "names a file that browsers could ask for; move it to /WEB-INF/";
      case FILE -> json(value);
      case SKIP_PATTERN -> value.isBlank() ? "is empty; remove it" : "";
      default ->
          "is no parameter of Keycloak's filter; the nearest is "
              + NearestSetting.of(name, KNOWN.stream(), known -> known);
    };
  }

  private static String json(String file) {
    return file.endsWith(".json") ? "" : "names a file that does not end in .json; rename it";
  }
}
