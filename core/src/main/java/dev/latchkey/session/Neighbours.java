package dev.latchkey.session;

import dev.latchkey.event.Event;
import dev.latchkey.event.Listener;
import dev.latchkey.http.Background;
import dev.latchkey.seal.Base64Url;
import dev.latchkey.seal.SealedStore;
import dev.latchkey.seal.Sealer;
import dev.latchkey.seal.Sha256;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;

/**
 * Finds out whether all who share a store seal alike. Somebody has always left a mark there, and
 * renews it; where it does not open, it is of a node with other settings. Told once. Thread-safe.
 */
public final class Neighbours {

  static final Duration PACE = Duration.ofMinutes(1);

  /** Longer than a look or two that went wrong. */
  private static final Duration KEPT = PACE.multipliedBy(3);

  private static final String PURPOSE = "neighbours";

  private static final Event UNLIKE =
      Event.of(
          Event.Kind.WARNING,
          "another node or application uses the same store and seals otherwise: session.secret,"
              + " base-url, issuer and client-id have to be the same on every node, else users look"
              + " signed out on some of them and the provider's logouts are missed; another"
              + " application has to have a redis.namespace of its own. Just after one of these was"
              + " changed, this is to be expected");

  private final SealedStore store;
  private final Sealer sealer;
  private final String key;
  private final Background background;
  private final Listener listener;

  /**
   * Looks at nothing yet.
   *
   * @param provider whose sessions the sealer is for, as rules call it
   */
  public Neighbours(
      SealedStore store, Sealer sealer, String provider, Background background, Listener listener) {
    this.store = store;
    this.sealer = sealer;
    this.key = Base64Url.encode(Sha256.of(PURPOSE + "\n" + provider));
    this.background = background;
    this.listener = listener;
  }

  /** Looks every minute from now on, until there is something to tell. */
  public void watch() {
    try {
      background.executeAfter(PACE, this::look);
    } catch (RejectedExecutionException closing) {
      // then nobody is left to tell
    }
  }

  private void look() {
    if (isAlike()) {
      watch();
    } else {
      listener.on(UNLIKE);
    }
  }

  private boolean isAlike() {
    try {
      SealedStore.Kept mark = store.get(key).orElse(null);
      boolean alike = mark == null || sealer.openBytes(PURPOSE, key, mark.sealed()) != null;
      if (alike) {
        leave(mark == null ? 0 : mark.version());
      }
      return alike;
    } catch (IOException e) {
      return true; // as far as anybody knows
    }
  }

  /** Where another node is faster, its mark is as good. */
  private void leave(long version) throws IOException {
    byte[] mark = sealer.sealBytes(PURPOSE, key, new byte[0]);
    if (version == 0) {
      store.putIfAbsent(key, mark, KEPT);
    } else {
      store.putIfVersion(key, version, mark, KEPT);
    }
  }
}
