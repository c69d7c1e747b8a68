package dev.latchkey.stories;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Consumer;

/** The workload of the tutorials as a servlet: it tells who called. */
final class CallerServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final transient Consumer<String> listener;

  CallerServlet() {
    this(request -> {});
  }

  /** Tells of each request, e.g. {@code GET /orders}, too. */
  CallerServlet(Consumer<String> listener) {
    this.listener = listener;
  }

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    listener.accept(request.getMethod() + " " + request.getRequestURI());
    Caller caller =
        new Caller(request.getMethod(), request.getRequestURI(), request.getHeader("jwt"))
            .named(request.getUserPrincipal(), request.getAuthType(), request::isUserInRole);
    response.setContentType("application/json");
    response.setCharacterEncoding("UTF-8");
    response.getWriter().write(caller.json());
  }
}
