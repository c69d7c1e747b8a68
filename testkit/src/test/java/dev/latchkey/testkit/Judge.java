package dev.latchkey.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.Latchkey;
import dev.latchkey.LatchkeyBuilder;
import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.gate.Decision;
import dev.latchkey.gate.GateRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A Latchkey in front of the provider, and its verdicts, such as {@code 401 expired}. */
final class Judge implements AutoCloseable {
  static final String PASSED = "passed";

  private static final Pattern STATUS = Pattern.compile("answered (\\d+)");

  private final Latchkey latchkey;
  private final List<Event> events = new CopyOnWriteArrayList<>();

  /** Makes one whose settings are the provider's and these. */
  Judge(TestProvider provider, Map<String, String> more) {
    LatchkeyBuilder builder =
        Latchkey.builder()
            .settings(provider.settings())
            .baseUrl("http://localhost:8080")
            .rules(
                """
                bearer  /api/orders  scope=orders:read
                bearer  /api/admin   role=admin
                bearer  /api/mail    email-domain=example.com
                bearer  /api
                login   /**
                """);
    more.forEach(builder::set);
    latchkey = builder.listener(events::add).build();
  }

  /** What becomes of a bearer token on its way to this path. */
  String bearer(String path, String token) {
    return verdict(MemoryRequest.bearer(path, token));
  }

  /** What becomes of alice, who signs in and then asks for a page. */
  String signIn(TestProvider provider) {
    events.clear();
    try {
      return verdict(MemoryRequest.cookie("/", provider.sessionCookie(latchkey, "alice")));
    } catch (IllegalStateException failed) {
      Matcher status = STATUS.matcher(String.valueOf(failed.getMessage()));
      assertThat(status.find()).as(failed.getMessage()).isTrue();
      assertThat(reasons()).hasSize(1);
      return status.group(1) + " " + reasons().get(0).code();
    }
  }

  String verdict(GateRequest request) {
    events.clear();
    Decision decision = latchkey.decide(request);
    return decision instanceof Decision.Stop stop ? stop.status() + " " + reason(stop) : PASSED;
  }

  /** Exactly one event says why, and the caller is told no more than RFC 6750 allows. */
  private String reason(Decision.Stop stop) {
    assertThat(reasons()).hasSize(1);
    assertThat(new String(stop.body(), UTF_8)).doesNotContain("evil", "orders-api", "Exception");
    return reasons().get(0).code();
  }

  private List<Reason> reasons() {
    return events.stream()
        .filter(event -> event.kind() != Event.Kind.FETCH_FAILED)
        .map(Event::reason)
        .flatMap(Optional::stream)
        .toList();
  }

  @Override
  public void close() {
    latchkey.close();
  }
}
