package dev.latchkey.servlet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.Latchkey;
import jakarta.servlet.FilterChain;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a container's request or response throws, the chain does not go on. */
class FaultsInTheFilterTest {

  private final List<Integer> statuses = new ArrayList<>();
  private final List<String> passed = new ArrayList<>();
  private final FilterChain chain = (request, response) -> passed.add("passed");

  /** Throws at one method; knows a path and no more otherwise. */
  private static HttpServletRequest request(String broken, Throwable fault) {
    return (HttpServletRequest)
        Proxy.newProxyInstance(
            FaultsInTheFilterTest.class.getClassLoader(),
            new Class<?>[] {HttpServletRequest.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals(broken)) {
                throw fault;
              }
              return switch (method.getName()) {
                case "getMethod" -> "GET";
                case "getRequestURI", "getServletPath" -> "/orders";
                case "getContextPath" -> "";
                case "getHeaders" -> java.util.Collections.emptyEnumeration();
                case "getDispatcherType" -> jakarta.servlet.DispatcherType.REQUEST;
                default -> null;
              };
            });
  }

  private HttpServletResponse response() {
    return (HttpServletResponse)
        Proxy.newProxyInstance(
            FaultsInTheFilterTest.class.getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("setStatus")) {
                statuses.add((Integer) arguments[0]);
                throw new IllegalStateException("enough is seen");
              }
              return null;
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "getMethod",
        "getRequestURI",
        "getContextPath",
        "getServletPath",
        "getHeaders",
        "getDispatcherType",
        "setAttribute"
      })
  @Tag("F-79")
  void theChainDoesNotGoOn(String broken) {
    try (Latchkey latchkey =
        Latchkey.builder()
            .issuer("https://id.example.com")
            .audience("orders-api")
            .rules("public /elsewhere\nbearer /**")
            .transport(
                call -> {
                  throw new StackOverflowError();
                })
            .build()) {
      OidcFilter filter = new OidcFilter(latchkey);
      for (Throwable fault :
          List.of(new StackOverflowError(), new IllegalStateException("canary"))) {
        HttpServletRequest request = request(broken, fault);

        Throwable thrown = catchThrowable(() -> filter.doFilter(request, response(), chain));

        assertThat(thrown).isNotNull();
        assertThat(passed).isEmpty();
        assertThat(statuses).isSubsetOf(401, 500); // 401 where nobody asks for the broken part
      }
    }
  }
}
