package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Containers that find what they call by the path as it was sent. */
class EncodedPathTest {

  private static final String RULES =
      """
      public  /open
      public  /café
      public  /docs/**
      bearer  /**
      """;

  private final TestGate gate = TestGate.with(RULES);

  /** A request to such a container. */
  private record Encoded(FakeRequest request) implements GateRequest {

    @Override
    public boolean dispatchesEncodedPath() {
      return true;
    }

    @Override
    public String method() {
      return request.method();
    }

    @Override
    public String requestTarget() {
      return request.requestTarget();
    }

    @Override
    public String contextPath() {
      return request.contextPath();
    }

    @Override
    public String path() {
      return request.path();
    }

    @Override
    public @Nullable String query() {
      return request.query();
    }

    @Override
    public List<String> headers(String name) {
      return request.headers(name);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "/a,          /a",
    "/%61,        /%61",
    "/%2D%5f,     /%2D%5f",
    "/caf%C3%A9,  /café",
    "/caf%c3%a9,  /caf%c3%a9",
    "/a%20b,      /a b",
    "/a%40b,      /a%40b",
    "/a+b,        /a+b",
    "/%7Bx%7D,    /{x}",
  })
  void whatHadToBeEncodedIsReadAsEverybodyDoes(String sent, String read) {
    assertThat(EncodedPath.reading("/shop" + sent, "/shop")).isEqualTo(read);
  }

  @Test
  void aPathOutsideOfTheContextHasNoReading() {
    assertThat(EncodedPath.reading("/%73hop/a", "/shop")).isNull();
  }

  @Test
  void halfACharacterInEachWayHasNoReading() {
    assertThat(EncodedPath.reading("/caf%C3%a9", "")).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/%6fpen", "/op%65n", "/caf%c3%a9", "/%64ocs/a", "/caf%C3%a9"})
  void whatCouldFallUnderAnotherRuleIsRefused(String path) {
    Decision.Stop stop = gate.stop(new Encoded(FakeRequest.get(path)));

    assertThat(stop.status()).isEqualTo(400);
    assertThat(gate.lastReason()).isEqualTo(Reason.PATH_AMBIGUOUS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/open", "/caf%C3%A9", "/docs/%61", "/docs/a%40b", "/docs/caf%c3%a9"})
  void whatFallsUnderOneRulePasses(String path) {
    assertThat(gate.proceed(new Encoded(FakeRequest.get(path))).identity()).isEmpty();
  }

  @Test
  void otherContainersDecodeFirst() {
    assertThat(gate.proceed(FakeRequest.get("/%6fpen")).identity()).isEmpty();
  }
}
