package dev.latchkey;

import static dev.latchkey.token.TokenMaker.rs256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.latchkey.event.Reason;
import dev.latchkey.gate.Decision;
import dev.latchkey.gate.FakeRequest;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Rules by method calls. That every sound table of the tests can be said so is checked where {@code
 * policy}'s tests read them.
 */
class RulesTest extends BearerCase {

  @Test
  void readLikeTheirText() {
    Rules rules =
        new Rules()
            .anybody("/assets/**", "/health")
            .bearer("/api/orders/**")
            .methods("GET", "POST")
            .scope("orders:write")
            .role("clerk", "head of sales")
            .or()
            .role("admin")
            .claim("/a=b", "x|y", "5", 5, true)
            .claimPresent("/tenant")
            .any("/old")
            .anyMethod()
            .audited()
            .maxAge(Duration.ofMinutes(15))
            .acr("gold")
            .anyProvider()
            .deny("~/[ab]", "/with blank")
            .login("/**")
            .user()
            .emailDomain("example.com");

    assertThat(rules)
        .hasToString(
            """
            public /assets/** /health
            bearer GET,POST /api/orders/** scope=orders:write role=clerk|"head of sales"
                or role=admin claim:"/a=b"="x|y"|"5"|5|true claim:/tenant=*
            audit:any * /old max-age=900s acr=gold provider=*
            deny ~/[ab] "/with blank"
            login /** subject=user email-domain=example.com""");
  }

  @Test
  void decideLikeTheirText() {
    Latchkey latchkey = latchkey("rules", new Rules().bearer("/a").methods("GET").toString());
    accepted(latchkey, FakeRequest.get("/a").bearer(rs256()));
    refused(latchkey, FakeRequest.of("POST", "/a"), 405, Reason.METHOD_NOT_LISTED);

    latchkey.reload(new Rules().anybody("/a"));
    assertThat(latchkey.decide(FakeRequest.of("POST", "/a"))).isInstanceOf(Decision.Proceed.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Latchkey.builder().rules(new Rules().deny("/**").bearer("/a")).build())
        .withMessageContaining("rules: line 2: path \"/a\" can never match here");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Latchkey.builder().rules(new Rules()).build())
        .withMessageContaining("rules is empty");
  }

  @Test
  @Tag("K24")
  void noValueIsReadAsAnythingElse() {
    Rules begun = new Rules().bearer("/a");
    String before = begun.toString();
    for (String word : new String[] {"GET", "scope=x", "", "a", "\"/a", "or", "#"}) {
      assertThatIllegalArgumentException().isThrownBy(() -> new Rules().login(word));
    }
    for (String word : new String[] {"get", "/a", "role=x", "*", "", "GET,POST", "GET /b"}) {
      assertThatIllegalArgumentException().isThrownBy(() -> begun.methods(word));
    }
    for (String word : new String[] {"", "a\"", "a\nlogin /**", "a\r"}) {
      assertThatIllegalArgumentException().isThrownBy(() -> begun.role(word));
      assertThatIllegalArgumentException().isThrownBy(() -> begun.claim("/a", word));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> begun.claim("/a", 0.5));
    assertThat(begun).hasToString(before);
    assertThat(new Rules().bearer("/a b role=c").role("*", "a#b", "#"))
        .hasToString("bearer \"/a b role=c\" role=\"*\"|\"a#b\"|\"#\"");
  }

  @Test
  void noListIsEmpty() {
    Rules begun = new Rules().bearer("/a");
    for (Runnable empty :
        new Runnable[] {
          () -> begun.login(), () -> begun.methods(), () -> begun.role(), () -> begun.claim("/a")
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(empty::run)
          .withMessage("a value is missing; name what is meant");
    }
  }

  @Test
  void aConditionNeedsARule() {
    assertThatIllegalStateException()
        .isThrownBy(() -> new Rules().scope("a"))
        .withMessage("there is no rule yet; begin one, such as login(\"/**\")");
  }
}
