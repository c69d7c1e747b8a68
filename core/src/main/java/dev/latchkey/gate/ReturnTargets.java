package dev.latchkey.gate;

import dev.latchkey.http.FormEncoding;
import dev.latchkey.login.Callback;
import dev.latchkey.login.ReturnTarget;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a login is to end: never elsewhere, and never where it would begin again. Thread-safe. */
final class ReturnTargets {

  private final SignInSettings settings;

  ReturnTargets(SignInSettings settings) {
    this.settings = settings;
  }

  /** What a caller of the login path names as {@code return_to}. */
  ReturnTarget named(Map<String, List<String>> parameters) {
    List<String> targets = parameters.getOrDefault("return_to", List.of());
    return targets.size() == 1 ? safe(ReturnTarget.asked(targets.get(0))) : settings.afterLogin();
  }

  /** The page that was asked for; of a form, the page that it stands on. */
  ReturnTarget of(GateRequest request) {
    boolean repeatable = request.method().equals("GET") || request.method().equals("HEAD");
    return safe(repeatable ? deepLink(request) : pageBefore(request));
  }

  private static Optional<ReturnTarget> deepLink(GateRequest request) {
    return Optional.ofNullable(RequestTarget.withinApplication(request))
        .flatMap(ReturnTarget::parse);
  }

  /** A form's answer cannot be asked for again, the page with the form can. */
  private Optional<ReturnTarget> pageBefore(GateRequest request) {
    String referer = Navigation.first(request, "Referer");
    String root = settings.baseUrl() + "/";
    return referer.startsWith(root)
        ? ReturnTarget.asked(referer.substring(root.length() - 1))
        : Optional.empty();
  }

  private ReturnTarget safe(Optional<ReturnTarget> wanted) {
    return wanted.filter(target -> !leadsToUs(target)).orElse(settings.afterLogin());
  }

  /** However it is spelt: what a login ends with counts as a request of our own pages. */
  private boolean leadsToUs(ReturnTarget target) {
    String path = FormEncoding.decodePath(target.path());
    return path == null
        || path.equals(settings.loginPath())
        || path.equals(settings.logoutPath())
        || path.equals(settings.callbackPath())
            && target.query().filter(Callback::isOne).isPresent();
  }

  /**
   * Where a login for a page begins anew, as a link.
   *
   * @param wanted {@code null} where it is not known
   */
  String startAgain(@Nullable ReturnTarget wanted) {
    String login = settings.publicPath(settings.loginPath());
    if (wanted == null) {
      return login;
    }
    String page = wanted.toString();
    return ReturnTarget.asked(page).isPresent()
        ? login + "?return_to=" + FormEncoding.encode(page)
        : settings.publicPath(page); // no parameter may hold it, but it can be asked for itself
  }
}
