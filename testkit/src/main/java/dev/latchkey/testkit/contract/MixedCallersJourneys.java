package dev.latchkey.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Connections, threads and objects are used again, callers are not. */
interface MixedCallersJourneys extends Journeys {

  int USERS = 500;

  /** Each user does everything once; with {@code latchkey.full=true} it is 100,000 requests. */
  int ROUNDS = Boolean.getBoolean("latchkey.full") ? 200 : Crowd.Deed.values().length;

  @Test
  @Tag("smoke")
  @Tag("O08")
  default void aConnectionForgetsEachCaller() throws IOException {
    String ada = Shop.bearer(shop().provider().token().role("admin").sign());
    try (Wire wire = Wire.to(shop().port())) {
      for (int i = 0; i < 5; i++) {
        Reply known = wire.exchange("GET", shop().target("/maybe"), "", ada);
        assertThat(known.says("subject")).isEqualTo("ada");
        Reply stranger = wire.exchange("GET", shop().target("/maybe"), "");
        assertThat(stranger.says("principal")).isEqualTo("null");
        assertThat(stranger.says("scheme")).isEqualTo("null");
        assertThat(stranger.says("admin")).isEqualTo("false");
        assertThat(stranger.says("header.x-user")).isEmpty();
        assertThat(wire.exchange("GET", shop().target("/api/x"), "").status()).isEqualTo(401);
        assertThat(wire.exchange("GET", shop().target("/open"), "").says("subject")).isEmpty();
      }
    }
  }

  @Test
  @Tag("O08")
  @Tag("F-69")
  default void nobodyIsLeftBehindByARequestThatFailed() {
    String token = shop().provider().token().subject("grace").sign();
    for (int i = 0; i < 20; i++) {
      assertThat(shop().call("/does/throw", token).status()).isEqualTo(500);
      assertThat(shop().get("/maybe").says("principal")).isEqualTo("null");
    }
  }

  /** All at once on a server with fewer threads; on every thread callers follow each other. */
  @Test
  @Tag("F30")
  @Tag("H33")
  @Tag("O07")
  @Tag("O08")
  @Tag("O09")
  default void fiveHundredCallersAtOnceAreNeverMixedThoughManyOfTheirRequestsThrow()
      throws IOException {
    Browser alice = shop().browser();
    alice.visit(shop().at("/mine/x"), "alice");
    List<Crowd.Deed> deeds = new ArrayList<>(EnumSet.allOf(Crowd.Deed.class));
    if (!has(Capability.ASYNC)) {
      deeds.removeAll(List.of(Crowd.Deed.ANSWER_LATER, Crowd.Deed.THROW_LATER));
    }
    Crowd.Session session = new Crowd.Session(alice.cookieHeader(), "alice-id");
    SilentLog.during(() -> neverMixed(deeds, session));
  }

  private void neverMixed(List<Crowd.Deed> deeds, Crowd.Session session) throws IOException {
    try (Crowd crowd = new Crowd(shop(), USERS, deeds, session)) {
      for (int round = 0; round < ROUNDS; round++) {
        assertThat(crowd.round(round)).as("round " + round).isEmpty();
      }
    }
  }
}
