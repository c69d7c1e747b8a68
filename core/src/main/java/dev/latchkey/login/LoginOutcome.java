package dev.latchkey.login;

import dev.latchkey.event.Reason;
import dev.latchkey.provider.TokenAnswer;
import dev.latchkey.token.Claims;
import dev.latchkey.token.VerifiedIdToken;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of a callback. */
public sealed interface LoginOutcome {

  /** Tells whether the login that the callback belongs to is over, whatever it came to. */
  default boolean usesLoginUp() {
    return true;
  }

  /**
   * The user signed in.
   *
   * @param userinfo what the userinfo endpoint said; {@code null} where it was not asked, or gave
   *     no answer
   * @param detail what an operator should know of it; mostly empty
   * @param word 256 random bits, the same for all callbacks that share this outcome
   */
  record SignedIn(
      VerifiedIdToken idToken,
      TokenAnswer.Granted granted,
      @Nullable Claims userinfo,
      ReturnTarget returnTo,
      String detail,
      String word)
      implements LoginOutcome {

    /** Who signed in; the rest is secret. */
    @Override
    public String toString() {
      return "SignedIn[" + idToken + "]";
    }
  }

  /**
   * The answer was posted from another site, where a browser does not show its session: it is to
   * come once more as a page load.
   *
   * @param sealed what it said, for {@link Callback#SEALED}
   */
  record SentOn(String sealed) implements LoginOutcome {

    @Override
    public boolean usesLoginUp() {
      return false;
    }

    /** Nothing of it: it belongs into one address alone. */
    @Override
    public String toString() {
      return "SentOn";
    }
  }

  /**
   * The provider wants to show a page to this user, and was told not to; now it may.
   *
   * @param wishes the parameters that the login's caller chose
   */
  record NeedsPage(ReturnTarget returnTo, Map<String, String> wishes) implements LoginOutcome {}

  /**
   * There is no session; the detail is for the operator.
   *
   * @param wanted the page that the user wanted; {@code null} where that is not known
   */
  record Refused(Reason reason, String detail, @Nullable ReturnTarget wanted)
      implements LoginOutcome {}

  /**
   * A code came for no login that is under way in this browser: it took too long, is finished, was
   * dropped, or never was. Who has a session meanwhile can simply go on.
   *
   * @param wanted the page that the user wanted; {@code null} where that is not known
   * @param crowdedOut whether later ones of this browser took its place: nobody did anything wrong,
   *     and one of those is about to finish
   */
  record Stale(String detail, @Nullable ReturnTarget wanted, boolean crowdedOut)
      implements LoginOutcome {

    Stale(String detail, @Nullable ReturnTarget wanted) {
      this(detail, wanted, false);
    }
  }

  /**
   * It could not be found out.
   *
   * @param startAgain the page that the user wanted, where the code may be spent; {@code null}
   *     where nothing is lost: the login stays under way, and the same callback may come again
   */
  record Unavailable(Reason reason, String detail, @Nullable ReturnTarget startAgain)
      implements LoginOutcome {

    @Override
    public boolean usesLoginUp() {
      return startAgain != null;
    }
  }
}
