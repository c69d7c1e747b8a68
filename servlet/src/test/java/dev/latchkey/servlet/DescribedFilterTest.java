package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.testkit.TestProvider;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The filter as {@code web.xml} describes it: made by the container, told by init-params. */
class DescribedFilterTest {

  @TempDir private Path webapp;

  private TestProvider provider;
  private final ProbedApp app = new ProbedApp();

  @BeforeEach
  void start() {
    provider = TestProvider.start();
  }

  @AfterEach
  void stop() throws Exception {
    app.close();
    provider.close();
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new TreeMap<>(provider.settings());
    settings.put("rule.1", "public /public");
    settings.put("rule.2", "bearer /** scope=orders:read");
    return settings;
  }

  private static Throwable root(Throwable thrown) {
    return thrown.getCause() == null || thrown instanceof ServletException
        ? thrown
        : root(thrown.getCause());
  }

  private void assertProtects() throws IOException {
    app.look(request -> assertThat(request.getRemoteUser()).isEqualTo("ada"));
    String token = provider.token().scope("orders:read").sign();
    assertThat(app.get("/api", "Authorization: Bearer " + token)).isEqualTo(200);
    assertThat(app.get("/api")).isEqualTo(401);
    assertThat(app.get("/api", "Authorization: Bearer " + provider.token().sign())).isEqualTo(403);
    app.look(request -> assertThat(request.getUserPrincipal()).isNull());
    assertThat(app.get("/public")).isEqualTo(200);
  }

  @Test
  void initParamsDescribeTheSettings() throws Exception {
    app.filter(new OidcFilter(), settings()).start();

    assertProtects();
  }

  @Test
  void aFileInWebInfDescribesThem() throws Exception {
    Path file = Files.createDirectories(webapp.resolve("WEB-INF")).resolve("latchkey.properties");
    StringBuilder text = new StringBuilder("# ours\n");
    settings().forEach((key, value) -> text.append(key + "=" + value.replace("\\", "\\\\") + "\n"));
    Files.writeString(file, text);

    app.resources(webapp.toString())
        .filter(new OidcFilter(), Map.of("config", "/WEB-INF/latchkey.properties"))
        .start();

    assertProtects();
  }

  @Test
  void aFileThatIsNotThereStopsTheStart() {
    app.resources(webapp.toString())
        .filter(new OidcFilter(), Map.of("config", "/WEB-INF/latchkey.properties"));

    assertThat(root(catchThrowable(app::start)))
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("config names /WEB-INF/latchkey.properties, which does not exist");
  }

  @Test
  void aFilterWithoutAnySettingsStopsTheStart() {
    app.filter(new OidcFilter(), Map.of());

    assertThat(root(catchThrowable(app::start)))
        .isInstanceOf(ServletException.class)
        .hasMessageContaining("Latchkey cannot start, 2 problems:")
        .hasMessageContaining("issuer is not set")
        .hasMessageContaining("audience is not set");
  }

  @Test
  void everyWrongInitParamIsToldAtOnceWithTheNameOfTheFilter() {
    FilterHolder holder = new FilterHolder(new OidcFilter());
    holder.setName("oidc");
    Map<String, String> wrong = settings();
    wrong.put("isuer", "x");
    wrong.put("clock-skew", "1y");
    wrong.put("rule.3", "beare /x");
    wrong.put("forward.Host", "/email");
    wrong.put("client-secret", "hunter2");
    wrong.put("client-secret-file", "/absent");
    holder.setInitParameters(wrong);

    Throwable thrown = catchThrowable(() -> new OidcFilter().init(config(holder)));

    assertThat(thrown)
        .isInstanceOf(ServletException.class)
        .hasMessageStartingWith("filter oidc: Latchkey cannot start, 4 problems:")
        .hasMessageContaining("parameter \"isuer\" is no setting; the nearest is issuer")
        .hasMessageContaining("clock-skew is \"1y\"")
        .hasMessageContaining("rules: line 3: unknown access word \"beare\"")
        .hasMessageContaining("forward: \"Host\" cannot be forwarded");
    assertThat(thrown.getMessage()).doesNotContain("hunter2");
  }

  private static FilterConfig config(FilterHolder holder) {
    return new FilterConfig() {
      @Override
      public String getFilterName() {
        return holder.getName();
      }

      @Override
      public ServletContext getServletContext() {
        return new ServletContextHandler().getServletContext();
      }

      @Override
      public String getInitParameter(String name) {
        return holder.getInitParameter(name);
      }

      @Override
      public Enumeration<String> getInitParameterNames() {
        return Collections.enumeration(holder.getInitParameters().keySet());
      }
    };
  }

  @Test
  void systemPropertiesWinOverInitParams() throws Exception {
    Map<String, String> settings = settings();
    settings.put("name", "described-filter-test");
    settings.put("audience", "nobody");
    System.setProperty("latchkey.described-filter-test.audience", provider.audience());
    try {
      app.filter(new OidcFilter(), settings).start();
    } finally {
      System.clearProperty("latchkey.described-filter-test.audience");
    }

    assertProtects();
  }

  @Test
  void destroyEndsWhatInitStarted() throws Exception {
    OidcFilter filter = new OidcFilter();
    app.filter(filter, settings()).start();
    assertProtects();
    List<Thread> threads = threads();
    assertThat(threads).isNotEmpty();

    filter.destroy();

    assertThat(app.get("/public")).isEqualTo(503);
    for (Thread thread : threads) {
      thread.join(5_000);
      assertThat(thread.isAlive()).as(thread.getName()).isFalse();
    }
  }

  private static List<Thread> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("latchkey"))
        .toList();
  }

  @Test
  void aFilterThatWasNeverStartedLetsNothingThrough() {
    OidcFilter filter = new OidcFilter();
    FilterChain chain =
        (request, response) -> {
          throw new AssertionError("let through");
        };

    assertThatThrownBy(() -> filter.doFilter(null, null, chain))
        .isInstanceOf(ServletException.class);
    filter.destroy();
  }
}
