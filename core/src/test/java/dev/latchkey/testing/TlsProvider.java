package dev.latchkey.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.latchkey.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A provider behind TLS on loopback, with a discovery document and one key. */
public final class TlsProvider implements AutoCloseable {

  /** The headers of every request, by lower-case name. */
  public final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();

  private final HttpsServer server;
  private final String host;

  /** Starts a provider that calls itself by this host and shows this certificate. */
  public TlsProvider(String host, Certificates.Shown certificate) throws IOException {
    this.host = host;
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
    server.createContext("/.well-known/openid-configuration", this::discovery);
    server.createContext(
        "/jwks",
        exchange -> answer(exchange, TestKeys.jwks(TestKeys.jwk("a", TestKeys.P256.getPublic()))));
    server.start();
  }

  public int port() {
    return server.getAddress().getPort();
  }

  public String issuer() {
    return "https://" + host + ":" + port();
  }

  private void discovery(HttpExchange exchange) throws IOException {
    answer(exchange, Json.write(Map.of("issuer", issuer(), "jwks_uri", issuer() + "/jwks")));
  }

  private void answer(HttpExchange exchange, String json) throws IOException {
    headers.add(Map.copyOf(exchange.getRequestHeaders()));
    byte[] body = json.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    try (exchange) {
      exchange.getResponseBody().write(body);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
