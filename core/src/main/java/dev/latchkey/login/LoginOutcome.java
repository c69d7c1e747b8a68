package dev.latchkey.login;

import dev.latchkey.event.Reason;
import dev.latchkey.provider.TokenAnswer;
import dev.latchkey.token.VerifiedIdToken;

/** What became of a callback. */
public sealed interface LoginOutcome {

  /** The user signed in. */
  record SignedIn(VerifiedIdToken idToken, TokenAnswer.Granted granted, ReturnTarget returnTo)
      implements LoginOutcome {}

  /** There is no session; the detail is for the operator. */
  record Refused(Reason reason, String detail) implements LoginOutcome {}

  /** It could not be found out; the user may try again. */
  record Unavailable(Reason reason, String detail) implements LoginOutcome {}
}
