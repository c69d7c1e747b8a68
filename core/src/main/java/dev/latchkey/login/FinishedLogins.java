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
 * Lets each login finish once on this node, however often its callback comes: those that come at
 * the same time share the outcome, later ones learn where the first led to. Only logins that were
 * really begun get in, so strangers cannot fill it. Thread-safe.
 */
final class FinishedLogins {

  private static final int MOST_REMEMBERED = 10_000;
  private static final int MOST_AT_ONCE = 1_000;

  private final Cache<String, ReturnTarget> finished;
  private final SingleFlights<LoginOutcome> flights =
      new SingleFlights<>(
          MOST_AT_ONCE,
          unavailable(
              Reason.TOKEN_ENDPOINT_FAILED, "as many sign-ins as are allowed are under way"),
          unavailable(Reason.TOKEN_ENDPOINT_FAILED, "interrupted while the same sign-in finished"),
          unavailable(Reason.INTERNAL_ERROR, "the same sign-in broke off"));

  FinishedLogins(Duration lifetime, Ticker elapsed) {
    this.finished =
        Caffeine.newBuilder()
            .maximumSize(MOST_REMEMBERED)
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

  private static String key(String state) {
    return Base64Url.encode(Sha256.of(state));
  }

  private static LoginOutcome unavailable(Reason reason, String detail) {
    return new LoginOutcome.Unavailable(reason, detail, null);
  }
}
