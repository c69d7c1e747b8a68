package dev.latchkey.examples.jetty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Rules;
import org.junit.jupiter.api.Test;

/** The README's rules by method calls. */
class RulesByCallsTest {

  @Test
  void comeToTheirText() {
    // readme: rules by method calls
    Rules rules = new Rules();
    rules.anybody("/assets/**", "/health");
    rules.bearer("/api/orders/**").methods("GET").scope("orders:read");
    rules.bearer("/api/orders/**").methods("POST").scope("orders:write").or().role("admin", "root");
    rules.login("/**");
    // end

    assertThat(rules)
        .hasToString(
            """
            public /assets/** /health
            bearer GET /api/orders/** scope=orders:read
            bearer POST /api/orders/** scope=orders:write
                or role=admin|root
            login /**""");
  }
}
