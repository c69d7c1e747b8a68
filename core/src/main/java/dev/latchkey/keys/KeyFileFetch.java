package dev.latchkey.keys;

import dev.latchkey.event.Event;
import dev.latchkey.event.Listener;
import dev.latchkey.event.Reason;
import dev.latchkey.http.Attempt;
import dev.latchkey.http.Fetch;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads a file of keys again and tells the listener when it has changed. It is compared by what
 * stands in it: times of change say little where a mounted secret is replaced by a new link. One
 * attempt at a time.
 */
final class KeyFileFetch implements Fetch<KeySet> {

  private final String issuer;
  private final KeyFile file;
  private final SignatureProvider provider;
  private final Listener listener;
  private volatile byte[] read = {};
  private volatile @Nullable KeySet told;

  KeyFileFetch(String issuer, KeyFile file, SignatureProvider provider, Listener listener) {
    this.issuer = issuer;
    this.file = file;
    this.provider = provider;
    this.listener = listener;
  }

  @Override
  public Attempt<KeySet> attempt(@Nullable KeySet previous) {
    try {
      byte[] bytes = file.bytes();
      if (previous != null && Arrays.equals(bytes, read)) {
        return new Attempt.Loaded<>(previous, null);
      }
      KeySet keys = file.parse(bytes, provider).keys();
      read = bytes;
      return new Attempt.Loaded<>(keys, null);
    } catch (IllegalArgumentException e) {
      return new Attempt.Failed<>(Reason.KEYS_UNAVAILABLE, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void after(Attempt<KeySet> attempt) {
    if (attempt instanceof Attempt.Loaded<KeySet> loaded && loaded.value() != told) {
      told = loaded.value();
      tell(Event.of(Event.Kind.FETCHED, file + ": " + loaded.value().size() + " keys"));
    } else if (attempt instanceof Attempt.Failed<KeySet> failed) {
      tell(Event.of(Event.Kind.FETCH_FAILED, failed.detail()).because(failed.reason()));
    }
  }

  private void tell(Event event) {
    listener.on(event.issuer(issuer));
  }
}
