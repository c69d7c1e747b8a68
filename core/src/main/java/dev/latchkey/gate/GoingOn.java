package dev.latchkey.gate;

import dev.latchkey.session.KeptBack;
import org.jspecify.annotations.Nullable;

/**
 * The way to a page that a session is needed for. Browsers keep {@code SameSite=Strict} cookies
 * back while they follow a link or redirects from another site, the provider's included. So a page
 * of ours stands in between, which goes on by itself: what it asks for is ours. Thread-safe.
 */
final class GoingOn {

  /** Containers stop at 8 KiB of headers, and the address stands in one. */
  private static final int MAX_CHARS = 4 * 1024;

  private final SignInSettings settings;
  private final KeptBack keptBack;
  private final Answers answers;

  GoingOn(SignInSettings settings, KeptBack keptBack, Answers answers) {
    this.settings = settings;
    this.keptBack = keptBack;
    this.answers = answers;
  }

  /** Sends a browser that has just signed in to a page of this application. */
  Decision.Stop to(Exchange exchange, String address) {
    return keptBack.isPossible()
        ? answers.goOn(exchange, address)
        : Answers.redirect(exchange, address);
  }

  /**
   * Asks a browser that may have kept a session's cookie back to come here again, by itself. That
   * is for page loads alone, which do nothing, and only where the browser says that another site
   * caused this one: of the next one it says something else, so that this comes to an end. Where it
   * does not, it does because a browser is asked once.
   *
   * @return {@code null} where nothing can have been kept back
   */
  Decision.@Nullable Stop again(Exchange exchange) {
    String address = here(exchange.request());
    if (address == null
        || !Origin.isForeignPageLoad(exchange.request())
        || !keptBack.isWorthAsking(address, exchange.jar())) {
      return null;
    }
    exchange.dropCookies(); // it comes with the same ones, and nothing is decided yet
    keptBack.noteAsked(address, exchange.jar());
    return answers.goOn(exchange, address);
  }

  /** Leaves room for the cookies that a browser may have kept back. */
  void leaveRoom(Exchange exchange) {
    if (Origin.isForeignPageLoad(exchange.request())) {
      keptBack.leaveRoom(exchange.jar());
    }
  }

  /** The address of this request as the browser has it, within its host. */
  private @Nullable String here(GateRequest request) {
    String target = RequestTarget.withinApplication(request);
    String address = target == null ? "" : settings.publicPath(target);
    boolean plain =
        !address.isEmpty()
            && address.length() <= MAX_CHARS
            && address.chars().allMatch(c -> c > ' ' && c < 0x7f);
    return plain ? address : null;
  }
}
