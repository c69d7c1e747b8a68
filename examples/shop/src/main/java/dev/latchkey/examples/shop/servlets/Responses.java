package dev.latchkey.examples.shop.servlets;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes text as an answer. */
final class Responses {

  private Responses() {}

  static void html(HttpServletResponse response, String page) throws IOException {
    write(response, "text/html", page);
  }

  static void json(HttpServletResponse response, String json) throws IOException {
    write(response, "application/json", json);
  }

  private static void write(HttpServletResponse response, String type, String text)
      throws IOException {
    response.setContentType(type);
    response.setCharacterEncoding(StandardCharsets.UTF_8.name());
    response.setHeader("Cache-Control", "no-store");
    response.getWriter().write(text);
  }
}
