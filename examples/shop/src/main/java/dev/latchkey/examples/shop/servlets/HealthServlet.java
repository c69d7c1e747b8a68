package dev.latchkey.examples.shop.servlets;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Tells a load balancer that the application is up: {@code public}. */
public final class HealthServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  /** For the container. */
  public HealthServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Responses.json(response, "{\"status\":\"up\"}");
  }
}
