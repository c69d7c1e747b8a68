package dev.latchkey.login;

import dev.latchkey.event.Reason;
import dev.latchkey.provider.TokenAnswer;
import dev.latchkey.token.Claims;
import dev.latchkey.token.VerifiedIdToken;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What became of a callback. */
public sealed interface LoginOutcome {

  /**
   * The user signed in.
   *
   * @param userinfo what the userinfo endpoint said; {@code null} where it was not asked, or gave
   *     no answer
   * @param detail what an operator should know of it; mostly empty
   */
  record SignedIn(
      VerifiedIdToken idToken,
      TokenAnswer.Granted granted,
      @Nullable Claims userinfo,
      ReturnTarget returnTo,
      String detail)
      implements LoginOutcome {}

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

  /** It could not be found out; the user may try again. */
  record Unavailable(Reason reason, String detail) implements LoginOutcome {}
}
