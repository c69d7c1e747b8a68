package dev.latchkey.testkit;

import com.sun.net.httpserver.Headers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One request as an endpoint sees it. {@code form} is empty unless a form was posted. */
record Call(String method, Parameters query, Parameters form, Headers headers) {

  boolean isPost() {
    return method.equals("POST");
  }

  /** The parameters of a request that may come by GET or by POST. */
  Parameters parameters() {
    return isPost() ? form : query;
  }

  @Nullable String header(String name) {
    return headers.getFirst(name);
  }

  @Nullable String cookie(String name) {
    for (String header : headers.getOrDefault("Cookie", List.of())) {
      for (String pair : header.split(";")) {
        String trimmed = pair.trim();
        if (trimmed.startsWith(name + "=")) {
          return trimmed.substring(name.length() + 1);
        }
      }
    }
    return null;
  }

  /** Says nothing of the contents, which may be secret. */
  @Override
  public String toString() {
    return "Call[" + method + "]";
  }
}
