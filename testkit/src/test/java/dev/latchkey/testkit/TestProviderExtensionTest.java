package dev.latchkey.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TestProviderExtensionTest {

  @RegisterExtension
  static final TestProviderExtension PROVIDER =
      TestProviderExtension.of(TestProvider.builder().signWith("ES256"));

  private static TestProvider first;

  @BeforeAll
  static void isThereBeforeAllTests(TestProvider provider) {
    first = provider;
  }

  @Test
  @Order(1)
  void isTheOneDescribed(TestProvider provider) {
    assertThat(provider).isSameAs(first);
    assertThat(new Application(provider).get(Paths.DISCOVERY).body()).contains("ES256");

    provider.faults().discovery(DiscoveryFault.OTHER_ISSUER);
    provider.goDown();
  }

  @Test
  @Order(2)
  void isBackAndHonestInTheNextTest(TestProvider provider) {
    assertThat(provider.requests()).isEmpty();
    assertThat(new Application(provider).get(Paths.DISCOVERY).body()).doesNotContain("evil");
  }

  @Nested
  class NestedClass {

    @Test
    void sharesTheProviderOfTheOuterOne(TestProvider provider) {
      assertThat(provider).isSameAs(first);
    }
  }
}
