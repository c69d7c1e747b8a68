package dev.latchkey.servlet;

import dev.latchkey.gate.Decision;
import dev.latchkey.gate.OwnCookies;
import dev.latchkey.gate.RequestHeaders;
import dev.latchkey.token.Identity;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request as the application sees it after the decision: its caller in the servlet API's own
 * words, the managed headers in place of what the client sent, and no cookie that is ours.
 */
final class DecidedRequest extends HttpServletRequestWrapper {

  private final Decision.Proceed decision;
  private final @Nullable Identity identity;
  private final RequestHeaders headers;
  private final OwnCookies ownCookies;
  private final ServletResponse response;

  private DecidedRequest(
      HttpServletRequest request, Decision.Proceed decision, ServletResponse response) {
    super(request);
    this.decision = decision;
    this.response = response;
    this.identity = decision.identity().orElse(null);
    this.headers = decision.requestHeaders();
    this.ownCookies = decision.ownCookies();
  }

  /** A request that the decision changes nothing about stays as it is. */
  static HttpServletRequest of(
      HttpServletRequest request, Decision.Proceed decision, ServletResponse response) {
    boolean unchanged =
        decision.identity().isEmpty()
            && decision.requestHeaders().isEmpty()
            && decision.ownCookies().isEmpty();
    return unchanged ? request : new DecidedRequest(request, decision, response);
  }

  @Override
  public @Nullable Principal getUserPrincipal() {
    return identity == null ? super.getUserPrincipal() : identity;
  }

  @Override
  public @Nullable String getRemoteUser() {
    return identity == null ? super.getRemoteUser() : identity.getName();
  }

  @Override
  public @Nullable String getAuthType() {
    return identity == null ? super.getAuthType() : decision.authenticationScheme().orElse(null);
  }

  /** Two names are not roles but words of the servlet API: {@code *} and {@code **}. */
  @Override
  public boolean isUserInRole(String role) {
    if (identity == null) {
      return super.isUserInRole(role);
    }
    return switch (role) {
      case "*" -> false;
      case "**" -> true; // anybody who is known
      default -> decision.isCallerInRole(role);
    };
  }

  @Override
  public @Nullable String getHeader(String name) {
    if (headers.manages(name)) {
      return headers.value(name).orElse(null);
    }
    return hidesFrom(name)
        ? cookieHeaders(name).stream().findFirst().orElse(null)
        : super.getHeader(name);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    if (headers.manages(name)) {
      return Collections.enumeration(headers.value(name).map(List::of).orElse(List.of()));
    }
    return hidesFrom(name) ? Collections.enumeration(cookieHeaders(name)) : super.getHeaders(name);
  }

  private boolean hidesFrom(String name) {
    return !ownCookies.isEmpty() && name.equalsIgnoreCase("Cookie");
  }

  private List<String> cookieHeaders(String name) {
    return ownCookies.hiddenFrom(Collections.list(super.getHeaders(name)));
  }

  /** The servlet API has {@code null} for none. */
  @Override
  public Cookie @Nullable [] getCookies() {
    Cookie[] sent = super.getCookies();
    if (sent == null || ownCookies.isEmpty()) {
      return sent;
    }
    Cookie[] others =
        Arrays.stream(sent)
            .filter(each -> !ownCookies.contains(each.getName()))
            .toArray(Cookie[]::new);
    return others.length == 0 ? null : others;
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    List<String> names = new ArrayList<>();
    Enumeration<String> sent = super.getHeaderNames();
    while (sent != null && sent.hasMoreElements()) {
      String name = sent.nextElement();
      if (!headers.manages(name) && !isHidden(name)) {
        names.add(name);
      }
    }
    names.addAll(headers.values().keySet());
    return Collections.enumeration(names);
  }

  private boolean isHidden(String name) {
    return hidesFrom(name) && cookieHeaders(name).isEmpty();
  }

  @Override
  public int getIntHeader(String name) {
    return headers.manages(name)
        ? headers.value(name).map(Integer::parseInt).orElse(-1)
        : super.getIntHeader(name);
  }

  @Override
  public long getDateHeader(String name) {
    if (!headers.manages(name)) {
      return super.getDateHeader(name);
    }
    if (headers.value(name).isPresent()) {
      throw new IllegalArgumentException(name + " holds no date");
    }
    return -1;
  }

  @Override
  public Map<String, String> getTrailerFields() {
    Map<String, String> fields = new LinkedHashMap<>(super.getTrailerFields());
    fields.keySet().removeIf(headers::manages);
    return fields;
  }

  /** Without this the container would hand its own request to what goes on later. */
  @Override
  public AsyncContext startAsync() {
    return super.startAsync(this, response);
  }
}
