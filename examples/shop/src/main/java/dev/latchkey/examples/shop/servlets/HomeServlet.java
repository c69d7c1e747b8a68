package dev.latchkey.examples.shop.servlets;

import dev.latchkey.examples.shop.Pages;
import dev.latchkey.token.Identity;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The home page: {@code optional}, so the caller may be known or not. */
public final class HomeServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  /** For the container. */
  public HomeServlet() {}

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    Pages pages = new Pages(request.getContextPath());
    Responses.html(response, pages.home(Identity.find(request.getUserPrincipal())));
  }
}
