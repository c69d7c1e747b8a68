package dev.latchkey.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.Latchkey;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a runtime's request throws, nobody is admitted. */
class FaultsInTheFeatureTest {

  private final List<String> done = new ArrayList<>();

  private ContainerRequestContext request(String broken, Throwable fault) {
    return (ContainerRequestContext)
        Proxy.newProxyInstance(
            FaultsInTheFeatureTest.class.getClassLoader(),
            new Class<?>[] {ContainerRequestContext.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals(broken)) {
                throw fault;
              }
              if (method.getReturnType() == void.class) {
                done.add(method.getName());
              }
              return method.getReturnType() == UriInfo.class ? address(fault) : null;
            });
  }

  private static UriInfo address(Throwable fault) {
    return (UriInfo)
        Proxy.newProxyInstance(
            FaultsInTheFeatureTest.class.getClassLoader(),
            new Class<?>[] {UriInfo.class},
            (proxy, method, arguments) -> {
              throw fault;
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"getMethod", "getUriInfo", "getHeaders", "getHeaderString"})
  @Tag("F-79")
  void nobodyIsAdmitted(String broken) {
    try (Latchkey latchkey =
        Latchkey.builder()
            .issuer("https://id.example.com")
            .audience("orders-api")
            .transport(
                call -> {
                  throw new StackOverflowError();
                })
            .build()) {
      GateFilter filter = new GateFilter(latchkey, false, (request, header) -> false);
      for (Throwable fault :
          List.of(new StackOverflowError(), new IllegalStateException("canary"))) {
        Throwable thrown = catchThrowable(() -> filter.filter(request(broken, fault)));

        assertThat(thrown != null || done.equals(List.of("abortWith"))).isTrue();
        assertThat(done).doesNotContain("setSecurityContext", "setProperty");
        done.clear();
      }
    }
  }
}
