package dev.latchkey.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** An answer on its way out, to be spoilt by a {@link WireFault}. */
final class WireAnswer {
  private static final long STEP_MILLIS = 20;
  private static final int LONGEST_WAIT_SECONDS = 60;

  private final HttpExchange exchange;
  private final Answer honest;
  private final BooleanSupplier on;

  /** Makes one; {@code on} tells whether the fault is still switched on. */
  WireAnswer(HttpExchange exchange, Answer honest, BooleanSupplier on) {
    this.exchange = exchange;
    this.honest = honest;
    this.on = on;
  }

  /** The body that an honest provider would send. */
  String honest() {
    return honest.body();
  }

  WireAnswer with(String header, String value) {
    exchange.getResponseHeaders().set(header, value);
    return this;
  }

  void send(int status, String contentType, String body) throws IOException {
    with("Content-Type", contentType).send(status, body.getBytes(UTF_8));
  }

  void send(int status, byte[] body) throws IOException {
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  void sendHonest() throws IOException {
    send(honest.status(), "application/json", honest.body());
  }

  /** Begins a body of so many bytes, or of an unknown number for 0. */
  OutputStream begin(int status, long bytes) throws IOException {
    with("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes);
    return exchange.getResponseBody();
  }

  boolean isOn() {
    return on.getAsBoolean();
  }

  /** Waits, a minute at most, and not when the fault is switched off; tells whether it is on. */
  boolean waitSeconds(int seconds) {
    long end =
        System.nanoTime() + TimeUnit.SECONDS.toNanos(Math.min(seconds, LONGEST_WAIT_SECONDS));
    try {
      while (isOn() && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
    return isOn();
  }
}
