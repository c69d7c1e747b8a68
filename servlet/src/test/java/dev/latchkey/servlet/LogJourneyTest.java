package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.testkit.IdTokenFault;
import dev.latchkey.testkit.TestProvider;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Whatever happens, at whatever level: no secret is logged, and no line can be forged. */
class LogJourneyTest {

  private final Logger logger = Logger.getLogger("dev.latchkey");
  private final Lines lines = new Lines();
  private final Level before = logger.getLevel();
  private final Browser browser = new Browser();
  private final List<String> secrets = new ArrayList<>();

  @BeforeEach
  void listen() {
    logger.setLevel(Level.ALL);
    logger.addHandler(lines);
    logger.setUseParentHandlers(false);
  }

  @AfterEach
  void stopListening() {
    logger.removeHandler(lines);
    logger.setLevel(before);
    logger.setUseParentHandlers(true);
  }

  private static final class Lines extends Handler {

    private final SimpleFormatter formatter = new SimpleFormatter();
    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void publish(LogRecord line) {
      lines.add(formatter.format(line));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}

    List<String> taken() {
      synchronized (lines) {
        return List.copyOf(lines);
      }
    }
  }

  private static App app(TestProvider provider) {
    return App.behind(
        provider,
        settings -> {
          settings.put("rules", "bearer /api/**\nlogin /**");
          settings.put("session.cookie.name", "shop");
        });
  }

  private void call(App app, String token) {
    secrets.add(token);
    secrets.add(token.substring(token.lastIndexOf('.') + 1));
    browser.get(app.at("/api/x"), "Authorization", "Bearer " + token);
    browser.get(app.at("/api/x?access_token=" + token));
  }

  @Test
  @Tag("P04")
  @Tag("P05")
  @Tag("F28")
  void holdsNoSecretOfAnyJourney() {
    List<Event> events;
    try (TestProvider provider = TestProvider.start();
        App app = app(provider)) {
      secrets.add(provider.clientSecret());
      call(app, provider.token().sign());
      call(app, provider.token().signWithForeignKey().sign());
      call(app, provider.token().expiresIn(Duration.ofSeconds(-300)).sign());
      call(app, provider.token().audience("other").sign());
      call(app, provider.token().keyId("unknown").sign());
      call(app, "canary.canary.canary");

      signInAndOut(app);
      provider.faults().idToken(IdTokenFault.OTHER_NONCE);
      signInAndOut(app);
      provider.faults().clear();
      provider.faults().answer("/token", 400, "application/json", "{\"error\":\"invalid_grant\"}");
      signInAndOut(app);
      provider.faults().clear();
      provider.faults().tokenAnswer(answer -> answer.put("token_type", "mac"));
      signInAndOut(app);
      provider.goDown();
      signInAndOut(app);
      events = app.takeEvents();
    }

    secrets.removeIf(String::isEmpty);
    assertThat(secrets).hasSizeGreaterThan(20);
    assertThat(lines.taken()).hasSizeGreaterThan(20);
    for (String secret : secrets) {
      assertThat(lines.taken()).noneMatch(line -> line.contains(secret));
      assertThat(events).noneMatch(event -> event.toString().contains(secret));
    }
  }

  private void signInAndOut(App app) {
    browser.cookies().clear();
    Reply toProvider = browser.page(app.at("/orders"));
    if (toProvider.location().isEmpty()) {
      return; // the provider is down
    }
    secrets.addAll(
        toProvider.sentOn().entrySet().stream()
            .filter(this::isSecret)
            .map(Map.Entry::getValue)
            .toList());
    secrets.addAll(browser.cookies().values());
    try {
      Reply sent = browser.signInAt(toProvider, "alice");
      String code = Browser.parameters(URI.create(sent.location()).getRawQuery()).get("code");
      secrets.add(code);
      browser.follow(sent);
      browser.follow(sent); // once too often
    } catch (java.io.UncheckedIOException down) {
      browser.page(
          app.at("/oidc/callback?code=canary-code&state=" + toProvider.sentOn().get("state")));
      secrets.add("canary-code");
    }
    secrets.addAll(browser.cookies().values());
    Reply page = browser.page(app.at("/orders"));
    assertThat(page.status()).isIn(200, 302, 503);
    Reply out = browser.post(app.at("/oidc/logout"), Map.of(), "Sec-Fetch-Site", "same-origin");
    secrets.add(out.sentOn().getOrDefault("id_token_hint", ""));
  }

  private boolean isSecret(Map.Entry<String, String> parameter) {
    return List.of("state", "nonce", "code_challenge").contains(parameter.getKey());
  }

  @Test
  @Tag("L15")
  @Tag("A20")
  @Tag("A21")
  void keepsForeignTextInItsLine() {
    String evil =
        "x\r\nrefused reason=\"forged\" \u001b[31m \u202e ${jndi:ldap://x} " + "y".repeat(700);
    try (TestProvider provider = TestProvider.start();
        App app = app(provider)) {
      for (String token :
          List.of(
              provider.token().keyId(evil).sign(),
              provider.token().issuer(evil).sign(),
              provider.token().audience(evil).sign(),
              provider.token().type(evil).sign(),
              provider.token().subject(evil).sign(),
              provider.token().header("alg", evil).sign())) {
        assertThat(browser.get(app.at("/api/x"), "Authorization", "Bearer " + token).status())
            .isEqualTo(401);
      }
      browser.page(app.at("/oidc/callback?code=a&state=b&error=" + Browser.encode(evil)));
    }

    assertThat(lines.taken())
        .allMatch(line -> line.stripTrailing().lines().count() <= 20)
        .noneMatch(line -> line.contains("\u001b") || line.contains("\u202e"))
        .noneMatch(
            line -> line.lines().anyMatch(each -> each.startsWith("refused reason=\"forged")))
        .allMatch(line -> line.length() < 2_500);
  }
}
