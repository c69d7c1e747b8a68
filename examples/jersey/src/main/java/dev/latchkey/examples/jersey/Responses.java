package dev.latchkey.examples.jersey;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;

/** Text as an answer. */
final class Responses {

  private Responses() {}

  static Response html(String page) {
    return answer(200, MediaType.TEXT_HTML_TYPE, page);
  }

  static Response json(String json) {
    return json(200, json);
  }

  static Response json(int status, String json) {
    return answer(status, MediaType.APPLICATION_JSON_TYPE, json);
  }

  private static Response answer(int status, MediaType type, String text) {
    return Response.status(status)
        .entity(text)
        .type(type.withCharset("utf-8"))
        .header("Cache-Control", "no-store")
        .build();
  }

  /** The path below which the application is found, as pages need it. */
  static String root(UriInfo uri) {
    String base = uri.getBaseUri().getRawPath();
    return base.substring(0, base.length() - 1);
  }
}
