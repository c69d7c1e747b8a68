package dev.latchkey.keys;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.http.Attempt;
import dev.latchkey.http.CacheControl;
import dev.latchkey.http.Fetch;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.http.RetryAfter;
import dev.latchkey.http.Surroundings;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Fetches one address's keys and tells the listener. One attempt at a time. */
final class KeyFetch implements Fetch<KeySet> {

  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofHours(24);
  private static final int OK = 200;

  private final String issuer;
  private final KeyAddress address;
  private final KeySettings settings;
  private final Surroundings outside;
  private volatile String what = "keys";
  private volatile List<String> skipped = List.of();
  private volatile List<String> warnings = List.of();
  private volatile List<String> warningsTold = List.of();

  KeyFetch(String issuer, KeyAddress address, KeySettings settings, Surroundings outside) {
    this.issuer = issuer;
    this.address = address;
    this.settings = settings;
    this.outside = outside;
  }

  @Override
  public Attempt<KeySet> attempt(@Nullable KeySet previous) {
    Optional<URI> uri = address.current();
    if (uri.isEmpty()) {
      return postponed(address.misconfiguration());
    }
    HttpCall call = HttpCall.get(uri.get());
    for (Map.Entry<String, String> header : settings.headers().entrySet()) {
      call = call.withHeader(header.getKey(), header.getValue());
    }
    what = call.toString();
    try {
      return read(outside.transport().send(call), previous);
    } catch (IOException e) {
      return failed(String.valueOf(e.getMessage()));
    }
  }

  private static Attempt<KeySet> postponed(Optional<String> misconfiguration) {
    return misconfiguration.isPresent()
        ? new Attempt.Postponed<>(Reason.PROVIDER_MISCONFIGURED, misconfiguration.get())
        : new Attempt.Postponed<>(
            Reason.KEYS_UNAVAILABLE, "the address of the keys is not known yet: see the discovery");
  }

  private Attempt<KeySet> read(HttpAnswer answer, @Nullable KeySet previous) {
    if (answer.status() != OK) { // a redirect is not followed either
      return new Attempt.Failed<>(
          Reason.KEYS_UNAVAILABLE,
          what + " answered " + answer.status(),
          RetryAfter.of(answer, outside.clock()));
    }
    JwksReader.Result result = JwksReader.read(answer.body(), previous, settings.signatures());
    if (result instanceof JwksReader.Result.Read read) {
      skipped = read.skipped();
      warnings = read.warnings();
      return new Attempt.Loaded<>(read.keys(), freshFor(answer));
    }
    String problem = ((JwksReader.Result.Unusable) result).problem();
    return failed(what + ": " + problem + answer.shownUnlessJson());
  }

  private static @Nullable Duration freshFor(HttpAnswer answer) {
    Duration maxAge = CacheControl.maxAge(answer);
    if (maxAge == null) {
      return null;
    }
    if (maxAge.compareTo(SHORTEST) < 0) {
      return SHORTEST;
    }
    return maxAge.compareTo(LONGEST) > 0 ? LONGEST : maxAge;
  }

  private static Attempt<KeySet> failed(String detail) {
    return new Attempt.Failed<>(Reason.KEYS_UNAVAILABLE, detail);
  }

  @Override
  public void after(Attempt<KeySet> attempt) {
    if (attempt instanceof Attempt.Loaded<KeySet> loaded) {
      tell(Event.of(Event.Kind.FETCHED, what + ": " + loaded.value().size() + " keys" + skipped()));
      warn();
    } else if (attempt instanceof Attempt.Failed<KeySet> failed) {
      tell(Event.of(Event.Kind.FETCH_FAILED, failed.detail()).because(failed.reason()));
    }
  }

  private String skipped() {
    return skipped.isEmpty() ? "" : "; skipped: " + String.join("; ", skipped);
  }

  /** Tells warnings once, and again only when they change. */
  private void warn() {
    if (!warnings.isEmpty() && !warnings.equals(warningsTold)) {
      tell(Event.of(Event.Kind.WARNING, what + " skipped: " + String.join("; ", warnings)));
    }
    warningsTold = warnings;
  }

  private void tell(Event event) {
    outside.listener().on(event.issuer(issuer));
  }
}
