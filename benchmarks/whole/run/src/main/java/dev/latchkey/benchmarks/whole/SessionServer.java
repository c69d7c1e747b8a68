package dev.latchkey.benchmarks.whole;

import dev.latchkey.Latchkey;
import dev.latchkey.benchmarks.servers.Given;
import dev.latchkey.benchmarks.servers.Served;
import dev.latchkey.benchmarks.servers.latchkey.LatchkeyServer;
import dev.latchkey.testkit.TestProvider;
import dev.latchkey.testkit.TestUser;
import java.time.Duration;

/** Latchkey's server for users that are signed in, with their provider in the same process. */
public final class SessionServer {

  /** Begins a line that holds the value of a {@code Cookie} header. */
  static final String COOKIE = "cookie ";

  private static final Duration LIFE = Duration.ofHours(8);

  private SessionServer() {}

  /**
   * Takes what every server is given; the variant is {@code session.store}. Prints the cookies of
   * one user more than {@link Load#MANY_SESSIONS} says.
   */
  public static void main(String[] arguments) throws Exception {
    try (TestProvider provider = TestProvider.builder().accessTokenLifetime(LIFE).start();
        Latchkey latchkey = latchkey(provider, Given.read(arguments).variant())) {
      for (int i = 0; i <= Load.MANY_SESSIONS.size(); i++) {
        System.out.println(COOKIE + provider.sessionCookie(latchkey, user(i)));
      }
      Served.untilInputEnds(LatchkeyServer.protectedBy(latchkey));
    }
  }

  private static Latchkey latchkey(TestProvider provider, String store) {
    return Latchkey.builder()
        .settings(provider.settings())
        .set("base-url", "http://localhost")
        .set("rules", "login /**")
        .set("scopes", "openid profile email")
        .set("session.store", store)
        .set("session.secret", "per-process")
        .build();
  }

  /** With as many words as make Keycloak's tokens for a user without any of their own. */
  private static TestUser user(int i) {
    return TestUser.of("user-" + i, "pw")
        .subject("6f1ed002-ab53-4d1f-9dd0-" + String.format("%012d", i))
        .name("User " + i)
        .email("user-" + i + "@example.test")
        .roles("offline_access", "uma_authorization", "default-roles-shop", "manage-account");
  }
}
