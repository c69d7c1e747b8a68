package dev.latchkey;

import dev.latchkey.http.HttpTransport;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says whether settings are sound and what they mean for a request, and on demand what they and the
 * provider make of each other: {@code java -cp … dev.latchkey.Explain CONFIG GET /api/orders}.
 * Nothing is contacted unless {@code --check-provider} is given. No secret is printed.
 */
public final class Explain {

  private static final int SOUND = 0;
  private static final int PROBLEMS = 1;
  private static final int WRONG_USAGE = 2;

  private final SettingsReader outside;
  private final @Nullable HttpTransport transport;
  private final NarrowText out;

  Explain(SettingsReader outside, @Nullable HttpTransport transport, PrintWriter out) {
    this.outside = outside;
    this.transport = transport;
    this.out = new NarrowText(out);
  }

  /** Ends the JVM with 1 when there is a problem, and with 2 when the usage is wrong. */
  public static void main(String[] arguments) {
    PrintWriter out = new PrintWriter(System.out, true); // in the console's encoding
    int code = new Explain(SettingsReader.ofThisProcess(), null, out).run(List.of(arguments));
    out.flush();
    if (code != SOUND) {
      System.exit(code);
    }
  }

  /** Returns the exit code. */
  int run(List<String> arguments) {
    ExplainArguments asked;
    try {
      asked = ExplainArguments.read(arguments);
    } catch (IllegalArgumentException wrong) {
      out.print(wrong.getMessage() + "\n\n" + ExplainArguments.USAGE);
      return WRONG_USAGE;
    }
    return explain(asked);
  }

  private int explain(ExplainArguments asked) {
    LatchkeyBuilder builder =
        Latchkey.builder().from(outside).set(Setting.CONFIG.key(), asked.config());
    asked.name().ifPresent(builder::name);
    SettingValues values = builder.values();
    Plans plans;
    try {
      plans = Plans.read(values, values.problems(), false);
    } catch (IllegalArgumentException refused) { // all problems, each with its advice
      out.print(String.valueOf(refused.getMessage()));
      return PROBLEMS;
    }
    out.print("The settings are sound." + StartSummary.settings(values, plans));
    values.problems().warnings().forEach(warning -> out.print("warning: " + warning));
    tellOrigins(asked.name());
    asked.requests().forEach(request -> out.print("\n" + request.explained(plans)));
    return asked.checksProvider() ? check(plans) : SOUND;
  }

  /** A value may be a secret, a name is none. */
  private void tellOrigins(Optional<String> name) {
    Map<Setting, String> origins = outside.origins(name);
    origins.keySet().removeAll(List.of(Setting.CONFIG, Setting.NAME));
    if (!origins.isEmpty()) {
      out.print("not from the file:");
      origins.forEach((setting, origin) -> out.print("  " + setting.key() + ": " + origin));
    }
  }

  private int check(Plans plans) {
    List<Finding> findings = new ArrayList<>();
    for (IssuerPlan each : plans.issuers()) {
      List<Finding> found = ProviderCheck.of(each, transport);
      out.print("\nprovider " + each.name() + ", " + each.provider().issuer());
      found.forEach(finding -> out.print(finding.toString()));
      findings.addAll(found);
    }
    return findings.stream().anyMatch(Finding::isProblem) ? PROBLEMS : SOUND;
  }
}
