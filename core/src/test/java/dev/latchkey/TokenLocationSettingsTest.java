package dev.latchkey;

import static dev.latchkey.token.TokenMaker.rs256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.gate.FakeRequest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Where tokens are read from is the settings' to say. */
class TokenLocationSettingsTest extends BearerCase {

  @Test
  @Tag("F06")
  void readsNothingButTheHeaderUnlessToldTo() {
    Latchkey latchkey = latchkey();

    accepted(latchkey, rs256());
    refused(
        latchkey,
        FakeRequest.get("/a?access_token=" + rs256()).header("Cookie", "token=" + rs256()),
        401,
        Reason.CREDENTIAL_MISSING);
  }

  @Test
  void readsTheQueryAndWarnsOfIt() {
    Latchkey latchkey = latchkey("token.locations", "query:access_token");

    accepted(latchkey, FakeRequest.get("/a?access_token=" + rs256()));
    assertThat(events)
        .filteredOn(event -> event.kind() == Event.Kind.WARNING)
        .extracting(Event::detail)
        .anyMatch(
            text -> text.startsWith("token.locations=query:access_token: tokens in addresses"));
    refused(latchkey, FakeRequest.get("/a").bearer(rs256()), 401, Reason.CREDENTIAL_MISSING);
  }

  @Test
  void readsACookieOnceItKnowsWhichPagesAreOurs() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> latchkey("token.locations", "header cookie:token"))
        .withMessageContaining("token.locations: \"cookie:token\" needs base-url");
    Latchkey latchkey =
        latchkey(
            "token.locations", "header cookie:token", "base-url", "https://shop.example.com:443/x");
    FakeRequest change = FakeRequest.of("POST", "/a").header("Cookie", "token=" + rs256());

    accepted(latchkey, change.header("Origin", "https://shop.example.com"));
    refused(latchkey, change.header("Origin", "https://evil.example"), 403, Reason.ORIGIN_FOREIGN);
  }

  @Test
  void readsAHeaderOfAnotherName() {
    Latchkey latchkey = latchkey("token.locations", "header:X-Access-Token:Token");

    accepted(latchkey, FakeRequest.get("/a").header("X-Access-Token", "Token " + rs256()));
  }

  @Test
  @Tag("P01")
  void refusesAPlaceThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> latchkey("token.locations", "header body"))
        .withMessageContaining("token.locations: \"body\" is no place for a token; write header");
  }
}
