package dev.latchkey.stories;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.latchkey.gate.Tokens;
import dev.latchkey.token.Identity;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The workload of the tutorials: it tells who called, with which tokens. Only a test's servlet does
 * such a thing.
 */
final class CallerServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Map<String, Object> caller = new LinkedHashMap<>();
    caller.put("method", request.getMethod());
    caller.put("path", request.getRequestURI());
    caller.put("jwt", request.getHeader("jwt"));
    Principal principal = request.getUserPrincipal();
    if (principal != null) {
      describe(request, Identity.of(principal), caller);
    }
    response.setContentType("application/json");
    response.setCharacterEncoding("UTF-8");
    response.getWriter().write(JSONObjectUtils.toJSONString(caller));
  }

  private static void describe(
      HttpServletRequest request, Identity identity, Map<String, Object> caller) {
    caller.put("name", request.getRemoteUser());
    caller.put("scheme", request.getAuthType());
    caller.put("issuer", identity.issuer());
    caller.put("scopes", new ArrayList<>(identity.scopes()));
    caller.put("isUser", request.isUserInRole("user"));
    caller.put("isAdmin", request.isUserInRole("admin"));
    Tokens tokens = Tokens.of(identity);
    caller.put("accessToken", tokens.accessToken());
    tokens.idToken().ifPresent(idToken -> caller.put("idToken", idToken));
  }
}
