package dev.latchkey.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Rules;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** Writes a table again, each rule by method calls. */
final class RulesByCalls {

  private static final Pattern AGE = Pattern.compile("max-age=([0-9a-z]+)");
  private static final Pattern INTEGER = Pattern.compile("0|-?[1-9][0-9]{0,17}");

  private final Rules rules = new Rules();

  private RulesByCalls() {}

  /** Every rule of a table can be said by calls, and comes to the same. */
  static void sayTheSame(RuleTable table) {
    RulesByCalls calls = new RulesByCalls();
    List<String> texts = table.rules().stream().map(Rule::text).toList();
    texts.forEach(calls::write);
    List<String> problems = new ArrayList<>();
    RuleTable again =
        RuleTable.parse(
            calls.rules.toString(), List.of("main", "partner", "other", "shop"), problems::add);
    assertThat(problems).isEmpty();
    assertThat(again.rules().stream().map(rule -> normal(rule.text())))
        .isEqualTo(texts.stream().map(RulesByCalls::normal).toList());
  }

  /** Quotes that change nothing, and durations in one unit. */
  private static String normal(String text) {
    return AGE.matcher(text.replace("\"", ""))
        .replaceAll(age -> "max-age=" + DurationText.parse(age.group(1)).orElseThrow());
  }

  private void write(String text) {
    Deque<String> words = new ArrayDeque<>(RuleLine.words(text));
    String access = words.remove();
    String methods = isPath(words.element()) ? "" : words.remove();
    List<String> paths = new ArrayList<>();
    while (!words.isEmpty() && isPath(words.element())) {
      paths.add(RuleLine.unquoted(words.remove()));
    }
    begin(access.replace("audit:", ""), paths.toArray(String[]::new));
    if (methods.equals("*")) {
      rules.anyMethod();
    } else if (!methods.isEmpty()) {
      rules.methods(methods.split(","));
    }
    if (access.startsWith("audit:")) {
      rules.audited();
    }
    words.forEach(this::condition);
  }

  private static boolean isPath(String word) {
    return RuleLine.unquoted(word).matches("(?s)[/~].*");
  }

  private void begin(String access, String[] paths) {
    switch (access) {
      case "public" -> rules.anybody(paths);
      case "optional" -> rules.optional(paths);
      case "bearer" -> rules.bearer(paths);
      case "login" -> rules.login(paths);
      case "any" -> rules.any(paths);
      case "deny" -> rules.deny(paths);
      default -> throw new AssertionError(access);
    }
  }

  private void condition(String word) {
    if (word.equals("or")) {
      rules.or();
      return;
    }
    int equals = RuleLine.indexOf(word, '=', 0);
    String name = word.substring(0, equals);
    List<String> written = RuleLine.split(word.substring(equals + 1), '|');
    String[] values = written.stream().map(RuleLine::unquoted).toArray(String[]::new);
    switch (name) {
      case "scope" -> rules.scope(values);
      case "role" -> rules.role(values);
      case "group" -> rules.group(values);
      case "audience" -> rules.audience(values);
      case "client" -> rules.client(values);
      case "email-domain" -> rules.emailDomain(values);
      case "acr" -> rules.acr(values);
      case "max-age" -> rules.maxAge(DurationText.parse(values[0]).orElseThrow());
      case "subject" -> subject(values[0]);
      case "provider" -> provider(written, values);
      default -> claim(RuleLine.unquoted(name.substring("claim:".length())), written);
    }
  }

  private void subject(String kind) {
    if (kind.equals("user")) {
      rules.user();
    } else {
      rules.application();
    }
  }

  private void provider(List<String> written, String[] values) {
    if (written.equals(List.of("*"))) {
      rules.anyProvider();
    } else {
      rules.provider(values);
    }
  }

  private void claim(String pointer, List<String> written) {
    if (written.equals(List.of("*"))) {
      rules.claimPresent(pointer);
    } else {
      rules.claim(pointer, written.stream().map(RulesByCalls::value).toArray());
    }
  }

  private static Object value(String written) {
    if (written.equals("true") || written.equals("false")) {
      return Boolean.valueOf(written);
    }
    return INTEGER.matcher(written).matches()
        ? (Object) Long.valueOf(written)
        : RuleLine.unquoted(written);
  }
}
