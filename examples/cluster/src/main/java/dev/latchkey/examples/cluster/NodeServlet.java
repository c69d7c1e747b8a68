package dev.latchkey.examples.cluster;

import dev.latchkey.examples.shop.Pages;
import dev.latchkey.token.Identity;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** The home page, which says which node has made it. */
final class NodeServlet extends HttpServlet {

  private static final long serialVersionUID = 1;

  private final String node;

  NodeServlet(String node) {
    this.node = node;
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setContentType("text/html");
    response.setCharacterEncoding("UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response
        .getWriter()
        .write(
            new Pages("")
                .home("Node " + node + " answered", Identity.find(request.getUserPrincipal())));
  }
}
