package dev.latchkey.stories;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The shop on two nodes, as its users run it; with its own provider and Redis. */
class ClusterShopIT {

  private final ShopProcess shop = ShopProcess.start("cluster/target/cluster.jar", Map.of());
  private final Browser browser = new Browser();

  @AfterEach
  void close() {
    shop.end();

    assertThat(shop.said()).doesNotContain("SEVERE", "\tat ", "Exception");
  }

  private Set<String> titlesOfFourVisits() {
    Set<String> titles = new HashSet<>();
    for (int visit = 0; visit < 4; visit++) {
      titles.add(
          browser.open(shop.address() + "/").body().replaceFirst("(?s).*<h1>", "").split("<")[0]);
    }
    return titles;
  }

  @Test
  void nodesTakeTurnsAndKnowTheSamePeople() {
    browser.signIn(browser.open(shop.address() + "/me"), "alice", "alice-pw");

    assertThat(titlesOfFourVisits())
        .containsExactlyInAnyOrder("Node one answered", "Node two answered");
    for (int visit = 0; visit < 4; visit++) {
      assertThat(browser.open(shop.address() + "/").body())
          .contains("Welcome, <strong>alice</strong>");
    }
  }

  @Test
  void signingOutAtOneSignsOutAtBoth() {
    browser.signIn(browser.open(shop.address() + "/me"), "alice", "alice-pw");
    String cookies = browser.cookieHeader(shop.address() + "/");
    browser.submit(browser.open(shop.address() + "/"), Map.of()); // the form of its header

    for (int visit = 0; visit < 4; visit++) {
      assertThat(Curl.get(shop.address() + "/me", "Cookie", cookies).statusCode()).isEqualTo(401);
      assertThat(browser.open(shop.address() + "/").body()).doesNotContain("alice");
    }
  }
}
