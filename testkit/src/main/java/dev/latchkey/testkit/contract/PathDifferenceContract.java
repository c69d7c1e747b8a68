package dev.latchkey.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.testkit.TestProvider;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;

/**
 * A container and the rules must read every path alike: whatever runs a guarded servlet, the filter
 * had asked for a credential. All else is public here, so that any difference shows.
 *
 * <p>Sends about 600 generated targets to each server, and 10,000 with the system property {@code
 * latchkey.full=true}.
 */
public abstract class PathDifferenceContract {

  private static final int FEW = 109;
  private static final int MANY = 7;
  private static final String RULES = "bearer /admin/** /secret\npublic /**";
  private static final String GUARDED = "the guarded servlet ran";
  private static final String OTHER = "another servlet ran";

  /** For subclasses. */
  protected PathDifferenceContract() {}

  /** Makes the filter to be tested. */
  protected abstract Filter filter(Latchkey latchkey);

  /** The container as it comes, and made as lenient as it can be, each with a name. */
  protected abstract Map<String, ServletServer> servers();

  @Test
  @Tag("smoke")
  @Tag("K12")
  @Tag("K25")
  final void noSpellingRunsAGuardedServlet(TestReporter reporter) throws Exception {
    compare("strict", reporter);
  }

  @Test
  @Tag("smoke")
  @Tag("K01")
  @Tag("K25")
  final void noParameterOfASegmentRunsAGuardedServlet(TestReporter reporter) throws Exception {
    compare("matrix", reporter);
  }

  private void compare(String paths, TestReporter reporter) throws Exception {
    try (TestProvider provider = TestProvider.start();
        Latchkey latchkey =
            Latchkey.builder()
                .issuer(provider.issuer())
                .audience(provider.audience())
                .set("insecure-http-hosts", "127.0.0.1")
                .set("paths", paths)
                .rules(RULES)
                .build()) {
      for (Map.Entry<String, ServletServer> server : servers().entrySet()) {
        for (String contextPath : List.of("", "/shop")) {
          try (RunningServer running =
              server
                  .getValue()
                  .start(contextPath, (classes, context) -> register(context, latchkey))) {
            String name = server.getKey() + " at \"" + contextPath + "\", " + paths;
            reporter.publishEntry(name, compare(name, running.port(), contextPath).toString());
          }
        }
      }
    }
  }

  /** Returns how often there was which status. */
  private static Map<Integer, Integer> compare(String name, int port, String contextPath)
      throws IOException {
    assertThat(Wire.get(port, contextPath + "/open/x").body()).contains(OTHER);
    assertThat(Wire.get(port, contextPath + "/admin").status()).isEqualTo(401);
    boolean parameters = Wire.get(port, contextPath + "/open;x=1/x").body().contains(OTHER);
    assertThat(Wire.get(port, contextPath + "/admin;x=1/x;y=2").status())
        .isEqualTo(parameters ? 401 : 400);
    Map<Integer, Integer> statuses = new TreeMap<>();
    List<String> wrong = new ArrayList<>();
    int step = Boolean.getBoolean("latchkey.full") ? MANY : FEW;
    for (String target : PathVariants.below(contextPath, step)) {
      Reply reply = Wire.get(port, target);
      statuses.merge(reply.status(), 1, Integer::sum);
      if (reply.body().contains(GUARDED) || reply.status() >= 500 && reply.status() != 505) {
        wrong.add(target + " -> " + reply.status());
      }
    }
    assertThat(wrong).as(name).isEmpty();
    return statuses;
  }

  private void register(ServletContext context, Latchkey latchkey) {
    context
        .addFilter("latchkey", filter(latchkey))
        .addMappingForUrlPatterns(EnumSet.allOf(DispatcherType.class), false, "/*");
    context.addServlet("guarded", new Saying(GUARDED)).addMapping("/admin/*", "/secret");
    context.addServlet("other", new Saying(OTHER)).addMapping("/");
  }

  private static final class Saying extends HttpServlet {

    private static final long serialVersionUID = 1;

    private final String what;

    Saying(String what) {
      this.what = what;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      response.getWriter().println(what);
    }
  }
}
