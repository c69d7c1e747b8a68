package dev.latchkey.testkit;

import dev.latchkey.Latchkey;
import dev.latchkey.gate.Decision;
import dev.latchkey.gate.GateRequest;
import dev.latchkey.gate.Header;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A browser whose requests reach a Latchkey without a network, and that keeps its cookies. */
final class MemoryBrowser {
  private final Latchkey latchkey;
  private final Map<String, String> cookies = new LinkedHashMap<>();

  MemoryBrowser(Latchkey latchkey) {
    this.latchkey = latchkey;
  }

  /** Where one of Latchkey's own paths sends this browser on to. */
  String sentOnFrom(String path, @Nullable String query) {
    Decision decision = latchkey.decide(new Navigation(path, query, cookieHeader()));
    decision.headers().stream().filter(header -> is(header, "Set-Cookie")).forEach(this::keep);
    return decision.headers().stream()
        .filter(header -> is(header, "Location") || is(header, "Refresh"))
        .map(header -> header.value().replaceFirst("^0; url=", ""))
        .findFirst()
        .orElseThrow(() -> new IllegalStateException(notSentOn(path, decision)));
  }

  private static String notSentOn(String path, Decision decision) {
    String answer =
        decision instanceof Decision.Stop stop ? "answered " + stop.status() : "let it through";
    return "signing in failed at " + path + ": Latchkey " + answer + "; its log says why";
  }

  /** All cookies as one {@code Cookie} header. */
  String cookieHeader() {
    return cookies.entrySet().stream()
        .map(cookie -> cookie.getKey() + "=" + cookie.getValue())
        .collect(Collectors.joining("; "));
  }

  private static boolean is(Header header, String name) {
    return header.name().equalsIgnoreCase(name);
  }

  private void keep(Header setCookie) {
    String[] attributes = setCookie.value().split("; ?");
    String[] pair = attributes[0].split("=", 2);
    if (List.of(attributes).contains("Max-Age=0")) {
      cookies.remove(pair[0]);
    } else {
      cookies.put(pair[0], pair[1]);
    }
  }

  private record Navigation(String path, @Nullable String query, String cookies)
      implements GateRequest {

    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String requestTarget() {
      return path;
    }

    @Override
    public String contextPath() {
      return "";
    }

    @Override
    public List<String> headers(String name) {
      return name.equalsIgnoreCase("Cookie") && !cookies.isEmpty() ? List.of(cookies) : List.of();
    }
  }
}
