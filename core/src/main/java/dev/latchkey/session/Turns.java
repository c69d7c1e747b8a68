package dev.latchkey.session;

import dev.latchkey.session.RefreshResult.Renewed;
import dev.latchkey.session.SessionPlace.Found;
import java.util.function.Supplier;

/** Whose turn it is to spend a session's refresh token. Implementations are thread-safe. */
interface Turns {

  /**
   * Asks the provider, or finds that somebody else has; what it brought is kept, where that can be
   * done without a browser.
   *
   * @param before the session with the refresh token that is to be spent
   * @param provider spends it; called once at the most
   */
  RefreshResult take(Found before, Supplier<RefreshResult> provider);

  /** Tells whether another node has its turn just now, by what was read. */
  default boolean isTaken(Found found) {
    return false;
  }

  /** Where nobody but this process refreshes, it is always its turn. */
  static Turns ofOneNode(SessionPlace place) {
    return (before, provider) -> {
      RefreshResult result = provider.get();
      return result instanceof Renewed renewed
          ? renewed.keptAs(place.replace(before, renewed.session(), null))
          : result;
    };
  }
}
