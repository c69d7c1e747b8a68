package dev.latchkey.servlet;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.latchkey.gate.Tokens;
import dev.latchkey.token.Identity;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Base64;
import java.util.Optional;

/** Writes what an application sees of its caller, one {@code name=value} a line. */
final class WhoServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/plain; charset=utf-8");
    Optional<Identity> identity = Identity.find(request.getUserPrincipal());
    PrintWriter out = response.getWriter();
    out.println("page=" + request.getRequestURI());
    out.println("query=" + request.getQueryString());
    out.println("method=" + request.getMethod());
    out.println("body=" + new String(request.getInputStream().readAllBytes(), UTF_8));
    out.println("xToken=" + (request.getHeader("X-Token") != null));
    out.println("remoteUser=" + request.getRemoteUser());
    out.println("authType=" + request.getAuthType());
    out.println("principal=" + request.getUserPrincipal());
    out.println("subject=" + identity.flatMap(Identity::subject).orElse(""));
    out.println("user=" + request.isUserInRole("user"));
    out.println("admin=" + request.isUserInRole("admin"));
    out.println("anybody=" + request.isUserInRole("**"));
    out.println("star=" + request.isUserInRole("*"));
    out.println("scopes=" + identity.map(each -> String.join(" ", each.scopes())).orElse(""));
    out.println("tokenClaims=" + identity.map(each -> claimsOf(Tokens.of(each))).orElse(""));
    out.println("hasIdToken=" + identity.flatMap(each -> Tokens.of(each).idToken()).isPresent());
  }

  private static String claimsOf(Tokens tokens) {
    String[] parts = tokens.accessToken().split("\\.");
    return parts.length == 3
        ? new String(Base64.getUrlDecoder().decode(parts[1]), UTF_8)
        : ""; // an opaque one
  }
}
