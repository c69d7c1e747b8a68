package dev.latchkey.benchmarks.whole;

import dev.latchkey.benchmarks.servers.OrdersServlet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Whether a server lets in whom it should and nobody else, which is asked before it is timed. */
final class Door {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final int OK = 200;
  private static final int UNAUTHORIZED = 401;

  private Door() {}

  /**
   * Asks with a good header line, a forged one and none.
   *
   * @param victim the line that is forged, which may be worth nothing afterwards
   * @throws IllegalStateException where the server is not fit to be timed
   */
  static void check(URI orders, String good, String victim, boolean isProtected)
      throws IOException {
    admits(orders, good);
    int refused = isProtected ? UNAUTHORIZED : OK;
    expect(refused, answer(orders, Supplies.forged(victim)), "a forged request");
    expect(refused, answer(orders, "Accept: */*"), "a request of nobody");
  }

  /** Asks with a good header line alone. */
  static void admits(URI orders, String good) throws IOException {
    expect(OK, answer(orders, good), "a good request");
  }

  private static HttpResponse<String> answer(URI orders, String line) throws IOException {
    String[] header = line.split(": ", 2);
    HttpRequest request = HttpRequest.newBuilder(orders).header(header[0], header[1]).build();
    try {
      return CLIENT.send(request, BodyHandlers.ofString());
    } catch (InterruptedException e) {
      throw new IOException("interrupted", e);
    }
  }

  private static void expect(int status, HttpResponse<String> answer, String what) {
    boolean asExpected =
        answer.statusCode() == status && (status != OK || answer.body().equals(OrdersServlet.BODY));
    if (!asExpected) {
      throw new IllegalStateException(
          what + " was answered with " + answer.statusCode() + " " + answer.body());
    }
  }
}
