package dev.latchkey.login;

import dev.latchkey.event.Reason;
import dev.latchkey.event.SafeText;
import dev.latchkey.provider.Metadata;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What must be right before a code is shown to anybody: RFC 9700 section 4.4.2. Thread-safe. */
final class AnswerCheck {

  /** OpenID Connect Core 1.0 section 3.1.2.6: nobody may be asked, but somebody has to be. */
  private static final Set<String> NEEDS_PAGE =
      Set.of(
          "login_required",
          "interaction_required",
          "consent_required",
          "account_selection_required");

  private final LoginSettings settings;

  AnswerCheck(LoginSettings settings) {
    this.settings = settings;
  }

  /** What an answer comes to without a code being redeemed; {@code null} where one may be. */
  @Nullable LoginOutcome refusal(Callback callback, Metadata provider, PendingLogin login) {
    String issuer = callback.issuer();
    if (issuer == null ? provider.issParameterSupported() : !settings.issuer().mayAnswer(issuer)) {
      return login.refused( // RFC 9207 section 2.4
          Reason.CALLBACK_ISSUER_WRONG,
          "iss is "
              + (issuer == null ? "missing" : issuer)
              + ", configured is "
              + settings.issuer());
    }
    if (callback.error() != null) {
      return login.silent() && NEEDS_PAGE.contains(callback.error())
          ? new LoginOutcome.NeedsPage(login.returnTo(), login.wishes())
          : login.refused(
              Reason.LOGIN_REFUSED, "the provider says " + SafeText.of(callback.error(), 100));
    }
    return callback.hasCode()
        ? null
        : login.refused(Reason.CALLBACK_MALFORMED, "there is neither a code nor an error");
  }
}
