package dev.latchkey;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The placeholders of a {@code keycloak.json}: <code>${env.NAME}</code> is an environment variable,
 * <code>${name}</code> a system property, and a default may follow behind a colon. What they stand
 * for is not looked through again.
 */
final class Placeholders {

  private static final String OPEN = "${";
  private static final Pattern FORM = Pattern.compile("\\$\\{([^${}:]+)(?::([^${}]*))?}");
  private static final String VARIABLE = "env.";

  private final @Nullable SettingsReader outside;

  /** Looks things up here; with {@code null}, defaults alone count. */
  Placeholders(@Nullable SettingsReader outside) {
    this.outside = outside;
  }

  /** Replaces all of them; {@code null}, and a problem told, when one cannot be replaced. */
  @Nullable String replaced(String text, Consumer<String> problems) {
    if (FORM.matcher(text).replaceAll("").contains(OPEN)) {
      problems.accept("holds a placeholder that cannot be read; write ${name} or ${name:default}");
      return null;
    }
    Optional<String> unknown =
        FORM.matcher(text)
            .results()
            .filter(each -> value(each).isEmpty())
            .map(each -> each.group(1))
            .findFirst();
    if (unknown.isPresent()) {
      problems.accept("names ${" + unknown.get() + "}, " + whyUnknown(unknown.get()));
      return null;
    }
    return FORM.matcher(text)
        .replaceAll(each -> Matcher.quoteReplacement(value(each).orElseThrow()));
  }

  private Optional<String> value(MatchResult placeholder) {
    return lookUp(placeholder.group(1)).or(() -> Optional.ofNullable(placeholder.group(2)));
  }

  private Optional<String> lookUp(String name) {
    if (outside == null) {
      return Optional.empty();
    }
    return name.startsWith(VARIABLE)
        ? outside.variable(name.substring(VARIABLE.length()))
        : outside.property(name);
  }

  private String whyUnknown(String name) {
    if (outside == null) {
      return "but nothing is read from outside; have the builder do so with fromEnvironment()";
    }
    return name.startsWith(VARIABLE)
        ? "but there is no such environment variable; set it"
        : "but there is no such system property; set it, or write ${env.NAME} for an environment"
            + " variable";
  }
}
