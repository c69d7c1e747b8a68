package dev.latchkey;

import dev.latchkey.policy.Access;
import dev.latchkey.policy.RuleTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The rules as the settings give them.
 *
 * @param table the compiled table; its problems have been told
 * @param signsIn whether people can sign in here
 */
record RulePlan(RuleTable table, boolean signsIn) {

  static RulePlan read(SettingValues values, Problems problems) {
    RuleTable table =
        RuleTable.parse(text(values, problems), problem -> problems.add("rules: " + problem));
    boolean recognisesSessions =
        values.has(Setting.CLIENT_ID)
            && table.rules().stream().anyMatch(rule -> rule.access() == Access.OPTIONAL);
    return new RulePlan(table, table.canLogIn() || recognisesSessions);
  }

  private static String text(SettingValues values, Problems problems) {
    Optional<String> file = values.set(Setting.RULES_FILE);
    if (file.isPresent() && values.has(Setting.RULES)) {
      problems.add("rules and rules-file are both set; remove one of them");
    }
    if (values.has(Setting.RULES)) {
      return values.text(Setting.RULES);
    }
    if (file.isPresent()) {
      return values.read(Setting.RULES_FILE, file.get(), RulePlan::readFile).orElse("deny /**");
    }
    return values.has(Setting.CLIENT_ID) ? "login /**" : "bearer /**";
  }

  private static String readFile(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw new IllegalArgumentException(
          file + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }
  }
}
