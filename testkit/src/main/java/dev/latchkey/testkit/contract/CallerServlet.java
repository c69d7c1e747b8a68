package dev.latchkey.testkit.contract;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Says what it sees of its request and the caller, whatever the method is. */
final class CallerServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    tell(request, response, new String(request.getInputStream().readAllBytes(), UTF_8));
  }

  static void tell(HttpServletRequest request, HttpServletResponse response, String body)
      throws IOException {
    response.setContentType("text/plain; charset=utf-8");
    response.getWriter().print(page(request).body(body));
  }

  private static CallerPage page(HttpServletRequest request) {
    if (request.getUserPrincipal() != null
        && !request.getUserPrincipal().getName().equals(request.getRemoteUser())) {
      throw new IllegalStateException("two names: " + request.getRemoteUser());
    }
    return new CallerPage(request.getMethod(), request.getRequestURI(), request.getQueryString())
        .caller(request.getUserPrincipal(), request.getAuthType(), request::isUserInRole)
        .headers(headers(request))
        .cookies(cookies(request));
  }

  private static List<String> cookies(HttpServletRequest request) {
    return Stream.ofNullable(request.getCookies())
        .flatMap(Arrays::stream)
        .map(Cookie::getName)
        .toList();
  }

  private static Map<String, List<String>> headers(HttpServletRequest request) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (String name : Collections.list(request.getHeaderNames())) {
      headers.put(name, Collections.list(request.getHeaders(name)));
    }
    return headers;
  }
}
