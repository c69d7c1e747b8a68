package dev.latchkey.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Connections, threads and objects are used again, callers are not. */
interface MixedCallersJourneys extends Journeys {

  int USERS = 500;
  int THREADS = 16;

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

  @Test
  @Tag("F30")
  @Tag("H33")
  @Tag("O07")
  default void fiveHundredCallersAreNeverMixedThoughSomeOfTheirRequestsFail() throws Exception {
    Browser alice = shop().browser();
    alice.visit(shop().at("/mine/x"), "alice");
    ExecutorService callers = Executors.newFixedThreadPool(THREADS);
    try {
      List<Future<List<String>>> running = new ArrayList<>();
      for (int thread = 0; thread < THREADS; thread++) {
        int first = thread;
        running.add(callers.submit(() -> mistakes(first, alice.cookieHeader())));
      }
      for (Future<List<String>> each : running) {
        assertThat(each.get(2, TimeUnit.MINUTES)).isEmpty();
      }
    } finally {
      callers.shutdownNow();
    }
  }

  /** What went wrong for every sixteenth user, all of them on one connection. */
  private List<String> mistakes(int first, String cookies) throws IOException {
    List<String> mistakes = new ArrayList<>();
    Wire wire = Wire.to(shop().port());
    try {
      for (int user = first; user < USERS; user += THREADS) {
        String token = shop().provider().token().subject("caller-" + user).sign();
        // the token counts, and not the session that comes with it
        String[] known = {Shop.bearer(token), "Cookie: " + cookies};
        expect(wire, "/mine/" + user, "caller-" + user, mistakes, known);
        expect(wire, "/mine/" + user, "alice-id", mistakes, "Cookie: " + cookies);
        wire = fail(wire, known);
        expect(wire, "/maybe", "", mistakes);
      }
    } finally {
      wire.close();
    }
    return mistakes;
  }

  private void expect(
      Wire wire, String path, String subject, List<String> mistakes, String... lines)
      throws IOException {
    Reply reply = wire.exchange("GET", shop().target(path), "", lines);
    boolean own = subject.equals(reply.says("header.x-user"));
    if (reply.status() != 200 || !own || !reply.says("subject").equals(subject)) {
      mistakes.add(path + " of " + subject + " became " + reply.status() + reply.says("subject"));
    }
  }

  /** Servers may close a connection on which something failed. */
  private Wire fail(Wire wire, String... lines) throws IOException {
    Reply failed = wire.exchange("GET", shop().target("/does/throw"), "", lines);
    if (failed.status() != 500) {
      throw new AssertionError("the application failed, and the answer is " + failed.status());
    }
    if (failed.header("Connection").equalsIgnoreCase("close")) {
      wire.close();
      return Wire.to(shop().port());
    }
    return wire;
  }
}
