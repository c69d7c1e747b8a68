package dev.latchkey.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Set;

/** Ways in which any answer goes wrong as HTTP; for {@link Faults#at}. */
public enum WireFault implements Fault {
  /** 500. */
  SERVER_ERROR(wire -> wire.send(500, "text/plain", "oops"), "F-02", "F-26"),
  /** 503, with {@code Retry-After} of 7 seconds. */
  UNAVAILABLE(wire -> wire.with("Retry-After", "7").send(503, "text/plain", ""), "F-02"),
  /** 429, with {@code Retry-After} of 7 seconds. */
  TOO_MANY_REQUESTS(wire -> wire.with("Retry-After", "7").send(429, "text/plain", ""), "F-11"),
  /** 200 with an HTML page, as captive portals and sign-in walls send. */
  LOGIN_PAGE(wire -> wire.send(200, "text/html", "<html>sign in"), "E08", "F-06", "F18"),
  /** 204. */
  NO_CONTENT(wire -> wire.send(204, "application/json", ""), "E08"),
  /** 200 without a body. */
  EMPTY(wire -> wire.send(200, "application/json", ""), "E08", "F18"),
  /** 200 with a JSON array. */
  ARRAY(wire -> wire.send(200, "application/json", "[]"), "F18"),
  /** The right answer as {@code text/plain}: not wrong enough to be refused. */
  OTHER_CONTENT_TYPE(wire -> wire.send(200, "text/plain", wire.honest()), "F-06"),
  /** The first half of the right answer, sent as if it was all. */
  HALF(wire -> wire.send(200, "application/json", half(wire.honest())), "F-06"),
  /** A redirect to the provider's own {@code /elsewhere}. */
  REDIRECT(wire -> wire.with("Location", "/elsewhere").send(307, "text/plain", ""), "E02", "E25"),
  /** A redirect to the address where clouds keep credentials. */
  REDIRECT_TO_METADATA_SERVICE(
      wire -> wire.with("Location", "http://169.254.169.254/").send(302, "text/plain", ""), "E02"),
  /** A body that never ends. */
  ENDLESS(WireFault::endless, "E07", "F-05"),
  /** One byte a second. */
  SLOW(WireFault::slow, "E07", "F-04"),
  /** The connection is taken, and nothing comes. */
  NO_ANSWER(wire -> wire.waitSeconds(Integer.MAX_VALUE), "F-12", "F-25"),
  /** The connection is closed in place of an answer. */
  CUT(wire -> {}, "F-26"),
  /** The connection is closed within the body. */
  CUT_BODY(wire -> wire.begin(200, 1_000_000).write(wire.honest().getBytes(UTF_8)), "F-05"),
  /** 64 MB of nothing in 64 kB ({@code gzip}). */
  GZIP_BOMB(wire -> wire.with("Content-Encoding", "gzip").send(200, GzipBomb.BYTES), "C18"),
  /** A header of a megabyte. */
  HUGE_HEADER(wire -> wire.with("X-Noise", "x".repeat(1_000_000)).sendHonest(), "E29"),
  /** Ten thousand headers. */
  MANY_HEADERS(WireFault::manyHeaders, "E29");

  /** Sends an answer; the connection is closed afterwards. */
  interface Sending {
    void send(WireAnswer wire) throws IOException;
  }

  private final Sending sending;
  private final Set<String> rows;

  WireFault(Sending sending, String... rows) {
    this.sending = sending;
    this.rows = Set.of(rows);
  }

  void send(WireAnswer wire) throws IOException {
    sending.send(wire);
  }

  private static String half(String text) {
    return text.substring(0, text.length() / 2);
  }

  private static void endless(WireAnswer wire) throws IOException {
    OutputStream body = wire.begin(200, 0);
    byte[] blanks = new byte[8192];
    Arrays.fill(blanks, (byte) ' ');
    while (wire.isOn()) {
      body.write(blanks);
    }
  }

  private static void slow(WireAnswer wire) throws IOException {
    OutputStream body = wire.begin(200, 0);
    while (wire.waitSeconds(1)) {
      body.write(' ');
      body.flush();
    }
  }

  private static void manyHeaders(WireAnswer wire) throws IOException {
    for (int i = 0; i < 10_000; i++) {
      wire.with("X-Noise-" + i, "x");
    }
    wire.sendHonest();
  }

  @Override
  public Set<String> rows() {
    return rows;
  }
}
