package dev.latchkey.stories;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The workload of the tutorials as a servlet: it tells who called. */
final class CallerServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Caller caller =
        new Caller(request.getMethod(), request.getRequestURI(), request.getHeader("jwt"))
            .named(request.getUserPrincipal(), request.getAuthType(), request::isUserInRole);
    response.setContentType("application/json");
    response.setCharacterEncoding("UTF-8");
    response.getWriter().write(caller.json());
  }
}
