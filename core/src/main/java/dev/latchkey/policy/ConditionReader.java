package dev.latchkey.policy;

import dev.latchkey.event.Reason;
import dev.latchkey.token.ClaimPointer;
import dev.latchkey.token.Identity;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/** Reads {@code name=value|value}. Values are compared exactly: case and composition count. */
final class ConditionReader {

  private static final String KNOWN =
      "scope, role, group, audience, client, subject, email-domain, acr, max-age,"
          + " provider and claim:/json/pointer";
  private static final String CLAIM = "claim:";

  private ConditionReader() {}

  /**
   * Reads a word of a rule.
   *
   * @throws IllegalArgumentException when it is no condition, with advice
   */
  static Condition read(String word) {
    int equals = RuleLine.indexOf(word, '=', 0);
    String name = word.substring(0, equals);
    List<String> values = RuleLine.split(word.substring(equals + 1), '|');
    for (String value : values) {
      if (RuleLine.unquoted(value).isEmpty()) {
        throw new IllegalArgumentException("condition \"" + word + "\" has an empty value");
      }
    }
    if (Set.copyOf(values).size() < values.size()) {
      throw new IllegalArgumentException("condition \"" + word + "\" names a value twice");
    }
    if (name.startsWith(CLAIM)) {
      return claim(word, RuleLine.unquoted(name.substring(CLAIM.length())), values);
    }
    return named(name, word, unquoted(values));
  }

  private static Condition named(String name, String word, Set<String> values) {
    return switch (name) {
      case "scope" -> scope(word, values);
      case "role" -> oneOf(Reason.ROLE_MISSING, word, values, Identity::roles);
      case "group" -> oneOf(Reason.GROUP_MISSING, word, values, Identity::groups);
      case "audience" -> oneOf(Reason.CONDITION_NOT_MET, word, values, Identity::audience);
      case "client" -> other(word, new ClientName(values));
      case "subject" -> subject(word, values);
      case "email-domain" -> other(word, new EmailDomain(values));
      case AuthenticationCondition.LEVEL -> AuthenticationCondition.level(word, values);
      case AuthenticationCondition.AGE -> AuthenticationCondition.age(word, values);
      default ->
          throw new IllegalArgumentException(
              "unknown condition \"" + name + "\"; known are " + KNOWN);
    };
  }

  private static Set<String> unquoted(List<String> values) {
    Set<String> all = new LinkedHashSet<>();
    values.forEach(value -> all.add(RuleLine.unquoted(value)));
    return all;
  }

  /** A scope that code asks for, under the rules of those in a table. */
  static Condition scope(String value, String askedBy) {
    return scope("scope=" + value + " of " + askedBy, Set.of(value));
  }

  /** Roles that code asks for. */
  static Condition oneRoleOf(Set<String> roles, String askedBy) {
    String text = "role=" + String.join("|", new TreeSet<>(roles)) + " of " + askedBy;
    return oneOf(Reason.ROLE_MISSING, text, roles, Identity::roles);
  }

  private static Condition scope(String word, Set<String> values) {
    for (String value : values) {
      if (!isScopeToken(value)) {
        throw new IllegalArgumentException(
            ("\"%s\" is no scope, it could never match; write scope=a scope=b where both are needed,"
                    + " scope=a|b for one of them")
                .formatted(value));
      }
    }
    return new Condition(
        word, Reason.SCOPE_MISSING, values, new HeldValue(values, Identity::scopes));
  }

  /** RFC 6749 section 3.3: printable ASCII without blank, quote and backslash. */
  private static boolean isScopeToken(String value) {
    return !value.isEmpty()
        && value.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '\\');
  }

  private static Condition oneOf(
      Reason reason, String word, Set<String> values, Function<Identity, Collection<String>> held) {
    return new Condition(word, reason, Set.of(), new HeldValue(values, held));
  }

  private static Condition subject(String word, Set<String> values) {
    Map<String, Identity.Kind> kinds =
        Map.of("user", Identity.Kind.USER, "application", Identity.Kind.APPLICATION);
    if (values.size() > 1 || !kinds.keySet().containsAll(values)) {
      throw new IllegalArgumentException(
          "\"" + word + "\" names no kind of caller; write subject=user or subject=application");
    }
    Identity.Kind wanted = kinds.get(values.iterator().next());
    return other(word, caller -> caller.kind() == wanted);
  }

  private static Condition claim(String word, String pointer, List<String> values) {
    return other(word, ClaimValue.of(ClaimPointer.parse(pointer), values));
  }

  private static Condition other(String word, Predicate<Identity> test) {
    return new Condition(word, Reason.CONDITION_NOT_MET, Set.of(), test);
  }
}
