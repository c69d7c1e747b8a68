package dev.latchkey.provider;

import dev.latchkey.event.Event;
import dev.latchkey.event.Reason;
import dev.latchkey.http.Attempt;
import dev.latchkey.http.Fetch;
import dev.latchkey.http.HttpAnswer;
import dev.latchkey.http.HttpCall;
import dev.latchkey.http.RetryAfter;
import dev.latchkey.http.Surroundings;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** Fetches one discovery document and tells the listener. */
final class DocumentFetch implements Fetch<MetadataLookup.Ready> {

  private static final int OK = 200;

  private final String issuer;
  private final HttpCall call;
  private final MetadataReader reader;
  private final Surroundings outside;

  DocumentFetch(String issuer, URI document, MetadataReader reader, Surroundings outside) {
    this.issuer = issuer;
    this.call = HttpCall.get(document);
    this.reader = reader;
    this.outside = outside;
  }

  @Override
  public Attempt<MetadataLookup.Ready> attempt(MetadataLookup.@Nullable Ready previous) {
    try {
      return read(outside.transport().send(call));
    } catch (IOException e) {
      return failed(Reason.PROVIDER_UNREACHABLE, String.valueOf(e.getMessage()));
    }
  }

  private Attempt<MetadataLookup.Ready> read(HttpAnswer answer) {
    if (answer.status() != OK) { // a redirect is not followed either
      return new Attempt.Failed<>(
          Reason.PROVIDER_UNREACHABLE,
          call + " answered " + answer.status(),
          RetryAfter.of(answer, outside.clock()));
    }
    MetadataLookup read = reader.read(answer.body());
    if (read instanceof MetadataLookup.Ready ready) {
      return new Attempt.Loaded<>(ready, null);
    }
    if (read instanceof MetadataLookup.Misconfigured misconfigured) {
      return failed(Reason.PROVIDER_MISCONFIGURED, misconfigured.detail());
    }
    String detail = ((MetadataLookup.Unavailable) read).detail();
    return failed(Reason.PROVIDER_UNREACHABLE, call + ": " + detail + answer.shownUnlessJson());
  }

  private static Attempt<MetadataLookup.Ready> failed(Reason reason, String detail) {
    return new Attempt.Failed<>(reason, detail);
  }

  @Override
  public void after(Attempt<MetadataLookup.Ready> attempt) {
    if (attempt instanceof Attempt.Loaded<MetadataLookup.Ready>) {
      tell(Event.of(Event.Kind.FETCHED, call.toString()));
    } else if (attempt instanceof Attempt.Failed<MetadataLookup.Ready> failed) {
      tell(Event.of(Event.Kind.FETCH_FAILED, failed.detail()).because(failed.reason()));
    }
  }

  private void tell(Event event) {
    outside.listener().on(event.issuer(issuer));
  }
}
