package dev.latchkey.login;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.latchkey.event.Reason;
import dev.latchkey.http.SingleFlights;
import dev.latchkey.seal.Base64Url;
import dev.latchkey.seal.Sha256;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What became of logins on this node. Lets each login finish once on this node, however often its
 * callback comes: those that come at the same time share the outcome, later ones learn where the
 * first led to. Logins that a browser had no more room for are remembered, too, within narrower
 * bounds: strangers can begin logins. Thread-safe.
 */
final class FinishedLogins {

  private static final int MOST_REMEMBERED = 10_000;
  private static final int MOST_AT_ONCE = 1_000;
  private static final int MOST_DROPPED = 1_000;
  private static final int MAX_DROPPED_CHARS = 1_000;

  private final Cache<String, ReturnTarget> finished;
  private final Cache<String, ReturnTarget> dropped;
  private final SingleFlights<LoginOutcome> flights =
      new SingleFlights<>(
          MOST_AT_ONCE,
          unavailable(
              Reason.TOKEN_ENDPOINT_FAILED, "as many sign-ins as are allowed are under way"),
          unavailable(Reason.TOKEN_ENDPOINT_FAILED, "interrupted while the same sign-in finished"),
          unavailable(Reason.INTERNAL_ERROR, "the same sign-in broke off"));

  FinishedLogins(Duration lifetime, Ticker elapsed) {
    this.finished = targets(MOST_REMEMBERED, lifetime, elapsed);
    this.dropped = targets(MOST_DROPPED, lifetime, elapsed);
  }

  private static Cache<String, ReturnTarget> targets(int most, Duration lifetime, Ticker elapsed) {
    return Caffeine.newBuilder()
        .maximumSize(most)
        .expireAfterWrite(lifetime)
        .ticker(elapsed)
        .executor(Runnable::run)
        .build();
  }

  /** Finishes a login, unless it is finished, or just about to be. */
  LoginOutcome finish(PendingLogin login, Supplier<LoginOutcome> judge) {
    String key = key(login.state());
    return flights.ask(
        key,
        () ->
            finished.asMap().putIfAbsent(key, login.returnTo()) == null
                ? finishOnce(key, judge)
                : new LoginOutcome.Stale("this login is finished already", login.returnTo()));
  }

  private LoginOutcome finishOnce(String key, Supplier<LoginOutcome> judge) {
    LoginOutcome outcome = judge.get();
    if (!outcome.usesLoginUp()) {
      finished.invalidate(key);
    }
    return outcome;
  }

  /** Where a login led to; {@code null} for one that is not remembered. */
  @Nullable ReturnTarget target(String state) {
    return finished.getIfPresent(key(state));
  }

  /** Remembers a login that its browser had no more room for. */
  void drop(PendingLogin login) {
    if (login.returnTo().toString().length() <= MAX_DROPPED_CHARS) {
      dropped.put(key(login.state()), login.returnTo());
    }
  }

  /** Where a dropped login was to lead to; {@code null} for one that is not remembered. */
  @Nullable ReturnTarget droppedTarget(String state) {
    return dropped.getIfPresent(key(state));
  }

  private static String key(String state) {
    return Base64Url.encode(Sha256.of(state));
  }

  private static LoginOutcome unavailable(Reason reason, String detail) {
    return new LoginOutcome.Unavailable(reason, detail, null);
  }
}
