package dev.latchkey.gate;

import dev.latchkey.event.Reason;
import dev.latchkey.policy.Rule;
import dev.latchkey.policy.SkewedClock;
import dev.latchkey.policy.Verdict;
import dev.latchkey.session.Recall;
import dev.latchkey.token.TrustedIssuer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request's cookies say of one provider's session.
 *
 * @param place {@code null} where no provider's sessions count
 */
record SeenSession(@Nullable SignIn place, Recall recall) {

  static final SeenSession NONE = new SeenSession(null, Recall.NONE);

  private static final int NOBODY = 0;
  private static final int OVER = 1;
  private static final int LACKING = 2;
  private static final int SETTLED = 3;

  /**
   * Finds the session that counts for a rule: the first, in the rule's order, whose user it grants
   * something, else the first there is.
   *
   * @param places where users of the rule sign in
   */
  static SeenSession first(List<SignIn> places, Exchange exchange, Rule rule, SkewedClock clock) {
    SeenSession best = NONE;
    int most = -1;
    for (int i = 0; i < places.size() && most < SETTLED; i++) {
      SeenSession seen = places.get(i).look(exchange);
      int weight = places.size() == 1 ? SETTLED : seen.weight(rule, clock);
      (weight > most ? best : seen).tellOfEnd(exchange);
      best = weight > most ? seen : best;
      most = Math.max(weight, most);
    }
    return best;
  }

  private int weight(Rule rule, SkewedClock clock) {
    Caller caller = caller();
    if (caller != null) {
      boolean granted =
          rule.judge(caller.identity(), caller.provider(), clock) instanceof Verdict.Granted;
      return granted ? SETTLED : LACKING;
    }
    if (recall instanceof Recall.Unavailable || mayBeAlive()) {
      return SETTLED; // nobody turns into somebody else because a provider or the store is down
    }
    return recall instanceof Recall.Over ? OVER : NOBODY;
  }

  /** Tells whether it does not count although nobody knows that it is over. */
  private boolean mayBeAlive() {
    return recall instanceof Recall.Over over && over.reason() == Reason.SESSION_STORE_UNAVAILABLE;
  }

  /** Who is signed in; {@code null} for nobody. */
  @Nullable Caller caller() {
    return place != null && recall instanceof Recall.Alive alive
        ? Caller.bySession(alive.session().identity(), place.issuer())
        : null;
  }

  /** Who vouches for it; {@code null} for nobody. */
  @Nullable TrustedIssuer issuer() {
    return place == null ? null : place.issuer();
  }

  /** Tells whether another site's page sent it along to change something. */
  boolean isSentByStranger(Exchange exchange) {
    return place != null && exchange.isForeign(place.settings()::origin);
  }

  void tellOfEnd(Exchange exchange) {
    if (place == null || !(recall instanceof Recall.Over over)) {
      return;
    }
    if (mayBeAlive()) {
      place.report().undecided(exchange, over.reason(), over.detail());
    } else {
      place.report().sessionOver(exchange, over.reason(), over.detail());
    }
  }
}
