package dev.latchkey.servlet;

import dev.latchkey.gate.Decision;
import dev.latchkey.gate.OwnCookies;
import dev.latchkey.token.Identity;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;
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
  private final OwnCookies ownCookies;
  private final ServletResponse response;

  private DecidedRequest(
      HttpServletRequest request, Decision.Proceed decision, ServletResponse response) {
    super(request);
    this.decision = decision;
    this.response = response;
    this.identity = decision.identity().orElse(null);
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

  /** Of the request that is wrapped by now: somebody may have put another one inside. */
  private AppHeaders headers() {
    return new AppHeaders((HttpServletRequest) getRequest(), decision.requestHeaders(), ownCookies);
  }

  @Override
  public @Nullable String getHeader(String name) {
    List<String> replaced = headers().replaced(name);
    return replaced == null ? super.getHeader(name) : first(replaced);
  }

  private static @Nullable String first(List<String> values) {
    return values.isEmpty() ? null : values.get(0);
  }

  @Override
  public Enumeration<String> getHeaders(String name) {
    List<String> replaced = headers().replaced(name);
    return replaced == null ? super.getHeaders(name) : Collections.enumeration(replaced);
  }

  @Override
  public Enumeration<String> getHeaderNames() {
    return Collections.enumeration(headers().names());
  }

  @Override
  public int getIntHeader(String name) {
    List<String> replaced = headers().replaced(name);
    if (replaced == null) {
      return super.getIntHeader(name);
    }
    return replaced.isEmpty() ? -1 : Integer.parseInt(replaced.get(0));
  }

  /** No claim is a date here: the text of one has a comma, which is encoded. */
  @Override
  public long getDateHeader(String name) {
    List<String> replaced = headers().replaced(name);
    if (replaced == null) {
      return super.getDateHeader(name);
    }
    if (replaced.isEmpty()) {
      return -1;
    }
    throw new IllegalArgumentException(name + " holds no date");
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
  public Map<String, String> getTrailerFields() {
    Map<String, String> fields = new LinkedHashMap<>(super.getTrailerFields());
    fields.keySet().removeIf(decision.requestHeaders()::manages);
    return fields;
  }

  /** Without this the container would hand its own request to what goes on later. */
  @Override
  public AsyncContext startAsync() {
    return super.startAsync(this, response);
  }
}
