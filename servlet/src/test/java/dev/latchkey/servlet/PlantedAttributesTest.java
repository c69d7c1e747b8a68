package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpSession;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who calls is read from what we sealed, and from nothing that other code left somewhere. */
class PlantedAttributesTest {

  private static final Principal ADMIN = () -> "admin";

  /** Whatever is asked for is an administrator, in attributes and in the container's session. */
  private static HttpServletRequest request(List<String> asked) {
    HttpSession session =
        proxy(
            HttpSession.class,
            (name, arguments) -> {
              asked.add("session." + name);
              return name.equals("getAttribute") ? ADMIN : null;
            });
    return proxy(
        HttpServletRequest.class,
        (name, arguments) ->
            switch (name) {
              case "getMethod" -> "GET";
              case "getRequestURI", "getServletPath" -> "/orders";
              case "getContextPath" -> "";
              case "getHeaders" -> Collections.emptyEnumeration();
              case "getDispatcherType" -> DispatcherType.FORWARD;
              case "getAttribute" -> ADMIN;
              case "getSession" -> session;
              default -> null;
            });
  }

  private interface Answers {
    Object to(String method, Object[] arguments);
  }

  private static <T> T proxy(Class<T> type, Answers answers) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) -> answers.to(method.getName(), arguments)));
  }

  @Test
  @Tag("J29")
  void anAttributeNamesNobody() throws Exception {
    List<String> asked = new ArrayList<>();
    List<Integer> statuses = new ArrayList<>();
    HttpServletResponse response =
        proxy(
            HttpServletResponse.class,
            (name, arguments) -> {
              if (name.equals("setStatus")) {
                statuses.add((Integer) arguments[0]);
              }
              return switch (name) {
                case "getOutputStream" -> new Sink();
                case "getHeaders" -> List.of();
                default -> null;
              };
            });
    try (Latchkey latchkey =
        Latchkey.builder()
            .issuer("https://id.example.com")
            .audience("orders-api")
            .rules("bearer /**")
            .transport(
                call -> {
                  throw new IOException("connection refused");
                })
            .build()) {
      new OidcFilter(latchkey)
          .doFilter(
              request(asked),
              response,
              (request, answer) -> {
                throw new AssertionError("it went on");
              });
    }

    assertThat(statuses).containsExactly(401);
    assertThat(asked).as("the container's session is not looked at").isEmpty();
  }

  private static final class Sink extends jakarta.servlet.ServletOutputStream {

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(jakarta.servlet.WriteListener listener) {
      throw new IllegalStateException("nobody writes asynchronously");
    }

    @Override
    public void write(int b) {
      // nobody reads it
    }
  }
}
