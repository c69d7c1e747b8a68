package dev.latchkey.stories;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.latchkey.gate.Tokens;
import dev.latchkey.token.Identity;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/**
 * A servlet that had a {@code KeycloakPrincipal}, with what stands in its place. It had:
 *
 * <pre>
 * KeycloakPrincipal&lt;?&gt; principal = (KeycloakPrincipal&lt;?&gt;) request.getUserPrincipal();
 * KeycloakSecurityContext context = principal.getKeycloakSecurityContext();
 * String subject = context.getToken().getSubject();
 * String email = context.getToken().getEmail();
 * String token = context.getTokenString();
 * boolean mayEdit = request.isUserInRole("editor");
 * </pre>
 */
final class MovedServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("application/json");
    response.getWriter().write(JSONObjectUtils.toJSONString(answer(request)));
  }

  private static Map<String, Object> answer(HttpServletRequest request) {
    if (request.getUserPrincipal() == null) {
      return Map.of("path", request.getRequestURI());
    }
    // readme: from keycloak filter, code after
    Identity caller = Identity.of(request.getUserPrincipal());
    String subject = caller.subject().orElse("");
    String email = caller.claim("email").orElse("");
    String token = Tokens.of(request.getUserPrincipal()).accessToken();
    boolean mayEdit = request.isUserInRole("editor");
    // end
    return Map.of(
        "path", request.getRequestURI(),
        "name", caller.getName(),
        "subject", subject,
        "email", email,
        "token", token,
        "mayEdit", mayEdit,
        "isUser", request.isUserInRole("user"));
  }
}
