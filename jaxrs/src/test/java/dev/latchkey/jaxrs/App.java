package dev.latchkey.jaxrs;

import com.sun.net.httpserver.HttpServer;
import dev.latchkey.Latchkey;
import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.testkit.TestProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.glassfish.jersey.jdkhttp.JdkHttpServerFactory;
import org.glassfish.jersey.server.ResourceConfig;
import org.glassfish.jersey.servlet.ServletContainer;

/** An application on Jersey and the JDK's HTTP server, without servlets, beside a provider. */
final class App implements AutoCloseable {

  static final String BASE_PATH = "/shop";

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  final TestProvider provider = TestProvider.start();
  final Latchkey latchkey;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final URI base;
  private final Runnable stop;

  private App(
      boolean onJetty,
      Map<String, String> settings,
      UnaryOperator<Map<String, String>> change,
      Object[] more) {
    base = onJetty ? URI.create(freeAddress() + "/api") : freeAddress();
    provider.allowRedirect(base + "/oidc/callback");
    provider.allowPostLogoutRedirect(base + "/");
    Map<String, String> all = new HashMap<>(provider.settings());
    all.put("base-url", base.toString());
    all.put("session.cookie.name", "shop");
    all.putAll(settings);
    latchkey = Latchkey.builder().settings(change.apply(all)).listener(events::add).build();
    ResourceConfig config = with(new OidcFeature(latchkey), more);
    if (onJetty) {
      Server server = startOnJetty(base, config);
      stop = () -> stop(server);
    } else {
      HttpServer server = start(base, config);
      stop = () -> server.stop(0);
    }
  }

  /** Opens an application with these rules, and resources, filters and mappers. */
  static App open(String rules, Object... components) {
    return open(Map.of("rules", rules), components);
  }

  /** Opens one with these settings. */
  static App open(Map<String, String> settings, Object... components) {
    return new App(false, settings, all -> all, components);
  }

  /** Opens one in a servlet container. */
  static App openOnJetty(String rules, Object... components) {
    return new App(true, Map.of("rules", rules), all -> all, components);
  }

  /** Opens one where nobody can sign in. */
  static App openForTokensOnly(String rules, Object... components) {
    return new App(
        false,
        Map.of("rules", rules),
        all -> {
          all.keySet().removeAll(Set.of("client-id", "client-secret", "base-url"));
          all.remove("session.cookie.name");
          return all;
        },
        components);
  }

  /** A configuration with components that are classes or instances. */
  static ResourceConfig with(Object feature, Object... components) {
    ResourceConfig config = new ResourceConfig();
    Stream.concat(Stream.of(feature), Arrays.stream(components))
        .forEach(
            each -> {
              if (each instanceof Class<?> type) {
                config.register(type);
              } else {
                config.register(each);
              }
            });
    return config;
  }

  static HttpServer start(URI base, ResourceConfig config) {
    return JdkHttpServerFactory.createHttpServer(URI.create(base + "/"), config);
  }

  /** Half of the base path is the servlet context's, half the servlet's. */
  private static Server startOnJetty(URI base, ResourceConfig config) {
    ServletHolder jersey = new ServletHolder(new ServletContainer(config));
    jersey.setAsyncSupported(true);
    ServletContextHandler context = new ServletContextHandler();
    String path = base.getPath();
    context.setContextPath(path.substring(0, path.lastIndexOf('/')));
    context.addServlet(jersey, path.substring(path.lastIndexOf('/')) + "/*");
    Server server = new Server(base.getPort());
    server.setHandler(context);
    try {
      server.start();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty does not start", e);
    }
    return server;
  }

  private static void stop(Server server) {
    try {
      server.stop();
    } catch (Exception e) {
      throw new IllegalStateException("Jetty does not stop", e);
    }
  }

  static URI freeAddress() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort() + BASE_PATH);
    } catch (IOException e) {
      throw new IllegalStateException("no port is free", e);
    }
  }

  URI address(String path) {
    return URI.create(base + path);
  }

  int port() {
    return base.getPort();
  }

  /** A request with headers, given as names and values in turn. */
  HttpResponse<String> get(String path, String... headers) {
    return send("GET", path, headers);
  }

  HttpResponse<String> send(String method, String path, String... headers) {
    return send(address(path), method, headers);
  }

  static HttpResponse<String> send(URI address, String method, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(Duration.ofSeconds(20))
            .method(method, BodyPublishers.noBody());
    return send(headers.length == 0 ? request.build() : request.headers(headers).build());
  }

  static HttpResponse<String> send(HttpRequest request) {
    try {
      return CLIENT.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  /** A request with a good token of these scopes and roles. */
  HttpResponse<String> as(String scopes, List<String> roles, String path) {
    return get(path, "Authorization", "Bearer " + token(scopes, roles));
  }

  String token(String scopes, List<String> roles) {
    return provider.token().scope(scopes).roles(roles.toArray(new String[0])).sign();
  }

  /** Why the last request was refused or not decided. */
  Reason lastReason() {
    return lastEvent().reason().orElseThrow();
  }

  /** What became of the last request; keys are fetched beside it. */
  Event lastEvent() {
    List<Event> ofRequests =
        events.stream().filter(event -> event.kind() != Event.Kind.FETCHED).toList();
    return ofRequests.get(ofRequests.size() - 1);
  }

  @Override
  public void close() {
    stop.run();
    latchkey.close();
    provider.close();
  }
}
