package dev.latchkey.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What was left for an adapter further in is found by those names that were told, and no others.
 */
class HandoversTest {

  private final Object instance = new Object();
  private final Handovers handovers = new Handovers();
  private final GateRequest request = FakeRequest.get("/open");
  private final Handover left =
      new Handover(instance, request, TestGate.with("public /open").proceed(request));
  private final Map<String, Object> attributes = Map.of("first", left, "text", "first");

  @Test
  void whereNobodyLeavesAnythingNothingIsAskedFor() {
    assertThat(
            handovers.find(
                instance,
                name -> {
                  throw new AssertionError(name);
                }))
        .isNull();
  }

  @Test
  void whatTheSameInstanceLeftUnderANameThatWasToldIsFound() {
    handovers.expect("none");
    handovers.expect("text");
    handovers.expect("first");

    assertThat(handovers.find(instance, attributes::get)).isSameAs(left);
    assertThat(handovers.find("another", attributes::get)).isNull();
  }

  @Test
  void whatWasLeftUnderAnotherNameIsNot() {
    handovers.expect("second");

    assertThat(handovers.find(instance, attributes::get)).isNull();
  }
}
