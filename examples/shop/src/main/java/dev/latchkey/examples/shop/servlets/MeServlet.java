package dev.latchkey.examples.shop.servlets;

import dev.latchkey.examples.shop.Answers;
import dev.latchkey.examples.shop.Pages;
import dev.latchkey.token.Identity;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** What is known about the caller: {@code login}, so there always is one. */
public final class MeServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  /** For the container. */
  public MeServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Identity caller = Identity.of(request.getUserPrincipal());
    String accept = request.getHeader("Accept");
    if (accept != null && accept.contains("application/json")) {
      Responses.json(response, Answers.caller(caller));
    } else {
      Responses.html(response, new Pages(request.getContextPath()).me(caller));
    }
  }
}
