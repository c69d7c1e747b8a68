package dev.latchkey.examples.shop.servlets;

import dev.latchkey.examples.shop.Answers;
import dev.latchkey.token.Identity;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** For administrators: {@code bearer role=admin}. */
public final class AdminServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  /** For the container. */
  public AdminServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Responses.json(response, Answers.admin(Identity.of(request.getUserPrincipal())));
  }
}
