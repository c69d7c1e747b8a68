package dev.latchkey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.gate.Decision;
import dev.latchkey.gate.Tokens;
import dev.latchkey.token.Identity;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many users who sign in at the same time, each from the first redirect to a page of his own. */
@ExtendWith(TestProviderExtension.class)
class ManyUsersTest {
  private static final int USERS = 500;

  private final TestProvider provider;

  ManyUsersTest(TestProvider provider) {
    this.provider = provider;
  }

  @ParameterizedTest
  @ValueSource(strings = {"cookie", "memory"})
  @Tag("G28")
  @Tag("H33")
  void fiveHundredUsersAtOnceAreEachThemselves(String store) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(USERS);
    try (Latchkey latchkey =
        Latchkey.builder()
            .settings(provider.settings())
            .baseUrl("http://127.0.0.1:1")
            .set("session.store", store)
            .set("http.connect-timeout", "30s") // however slow the machine is with all of them
            .set("http.timeout", "60s")
            .rules("login /**")
            .build()) {
      provider.sessionCookie(latchkey, "early"); // so that discovery and keys are there
      List<Future<String>> signedIn = new ArrayList<>();
      for (int i = 0; i < USERS; i++) {
        String user = "user-" + i;
        signedIn.add(threads.submit(() -> provider.sessionCookie(latchkey, user)));
      }
      Set<String> cookies = new HashSet<>();
      for (Future<String> each : signedIn) {
        cookies.add(each.get(2, TimeUnit.MINUTES));
      }
      assertThat(cookies).hasSize(USERS);

      List<Future<String>> seen = new ArrayList<>();
      for (int round = 0; round < 2; round++) {
        for (int i = 0; i < USERS; i++) {
          String cookie = signedIn.get(i).get();
          seen.add(threads.submit(() -> who(latchkey, cookie)));
        }
      }
      for (int i = 0; i < seen.size(); i++) {
        String user = "user-" + i % USERS;
        assertThat(seen.get(i).get(1, TimeUnit.MINUTES)).isEqualTo(user + " with " + user);
      }
      assertThat(provider.count("/token")).as("one code each").isEqualTo(USERS + 1);
    } finally {
      threads.shutdownNow();
    }
  }

  /** The user of a session, and the one whose access token it holds. */
  private static String who(Latchkey latchkey, String cookie) {
    Decision decision = latchkey.decide(MemoryRequest.cookie("/orders", cookie));
    Identity identity = ((Decision.Proceed) decision).identity().orElseThrow();
    String claims = Tokens.of(identity).accessToken().split("\\.")[1];
    String text = new String(Base64.getUrlDecoder().decode(claims), StandardCharsets.UTF_8);
    return identity.subject().orElseThrow()
        + " with "
        + text.replaceAll(".*\"sub\":\"([^\"]*)\".*", "$1");
  }
}
