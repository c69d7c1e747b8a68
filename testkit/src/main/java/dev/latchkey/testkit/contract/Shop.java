package dev.latchkey.testkit.contract;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.event.Event;
import dev.latchkey.testkit.TestProvider;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The contract's application while it runs, and those who call it. */
final class Shop implements AutoCloseable {

  /** Starts what a contract is about. */
  interface Starter {
    RunningServer start(Deployment deployment) throws Exception;
  }

  private static final String RULES =
      """
      public    /open /open/**
      optional  /maybe /does/** /annotated/**
      bearer    GET     /api/orders  scope=orders:read
      bearer    POST    /api/orders  scope=orders:write role=user|admin
      bearer    /api/admin           role=admin
      bearer    /api/vault           acr=gold max-age=15m
      bearer    /api/**
      any       /mine/**
      login     /staff role=admin
      login     /vault/**            acr=gold max-age=15m
      login     /pages/**
      deny      /never /never/**
      """;

  private final TestProvider provider;
  private final List<Event> events = new CopyOnWriteArrayList<>();
  private final Latchkey latchkey;
  private final RunningServer server;
  private final String base;

  private Shop(
      TestProvider provider,
      Starter starter,
      String contextPath,
      Consumer<LatchkeyBuilder> changes) {
    this.provider = provider;
    this.base = "http://localhost" + encode(contextPath);
    provider.allowRedirect(base + "/oidc/callback");
    provider.allowPostLogoutRedirect(base + "/");
    LatchkeyBuilder builder =
        Latchkey.builder()
            .settings(provider.settings())
            .set("base-url", base)
            .set("rules", RULES)
            .set("realm", "orders")
            .set("scopes", "openid profile orders:read")
            .set("session.cookie.name", "shop")
            .set("forward.X-User", "/sub")
            .set("forward.X-Roles", "/roles")
            .listener(events::add);
    changes.accept(builder);
    this.latchkey = builder.build();
    try {
      this.server = starter.start(new Deployment(latchkey, contextPath));
    } catch (Exception e) {
      latchkey.close();
      throw new IllegalStateException("the server does not start", e);
    }
  }

  /** Opens it; {@code changes} are made to the settings of all journeys. */
  static Shop open(
      TestProvider provider,
      Starter starter,
      String contextPath,
      Consumer<LatchkeyBuilder> changes) {
    return new Shop(provider, starter, contextPath, changes);
  }

  private static String encode(String path) {
    try {
      return new URI(null, null, path, null).toASCIIString();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("no path: " + path, e);
    }
  }

  TestProvider provider() {
    return provider;
  }

  Latchkey latchkey() {
    return latchkey;
  }

  int port() {
    return server.port();
  }

  /** The public address of a page. */
  String at(String path) {
    return base + path;
  }

  /** The path of a page as a request has it. */
  String target(String path) {
    return at(path).substring("http://localhost".length());
  }

  Browser browser() {
    return new Browser(port());
  }

  /** Asks as a program does, with these header lines. */
  Reply get(String path, String... headerLines) {
    return browser().get(at(path), headerLines);
  }

  /** Asks with a token. */
  Reply call(String path, String token) {
    return get(path, bearer(token));
  }

  static String bearer(String token) {
    return "Authorization: Bearer " + token;
  }

  /** Sends a target as it is. */
  Reply raw(String target, String... headerLines) {
    try {
      return Wire.get(port(), target, headerLines);
    } catch (IOException e) {
      throw new UncheckedIOException(target, e);
    }
  }

  void forget() {
    provider.faults().clear();
    provider.forgetRequests();
    events.clear();
  }

  /** The codes of all that was refused or failed since the last time, in order. */
  List<String> takeReasons() {
    List<Event> taken = List.copyOf(events);
    events.clear();
    return taken.stream()
        .filter(each -> each.kind() != Event.Kind.FETCH_FAILED) // which happens beside requests
        .flatMap(each -> each.reason().stream())
        .map(reason -> reason.code())
        .toList();
  }

  /** What an operator was told to look at since the last time. */
  List<String> warnings() {
    return events.stream()
        .filter(each -> each.kind() == Event.Kind.WARNING)
        .map(Event::detail)
        .toList();
  }

  @Override
  public void close() {
    server.close();
    latchkey.close();
    provider.close();
  }
}
