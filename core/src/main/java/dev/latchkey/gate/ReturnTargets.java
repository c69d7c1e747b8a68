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
  private final List<SignInSettings> all;

  /**
   * The targets of logins at one provider.
   *
   * @param all our own paths at every provider
   */
  ReturnTargets(SignInSettings settings, List<SignInSettings> all) {
    this.settings = settings;
    this.all = all;
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
    String referer = Navigation.value(request, "Referer");
    String root = settings.baseUrl() + "/";
    return referer.startsWith(root)
        ? ReturnTarget.asked(referer.substring(root.length() - 1))
        : Optional.empty();
  }

  private ReturnTarget safe(Optional<ReturnTarget> wanted) {
    return wanted
        .filter(target -> all.stream().noneMatch(each -> leadsToUs(target, each)))
        .orElse(settings.afterLogin());
  }

  /** However it is spelt: what a login ends with counts as a request of our own pages. */
  private static boolean leadsToUs(ReturnTarget target, SignInSettings own) {
    String path = FormEncoding.decodePath(RequestTarget.withoutParameters(target.path()));
    return path == null
        || path.equals(own.loginPath())
        || path.equals(own.logoutPath())
        || path.equals(own.callbackPath()) && target.query().filter(Callback::isOne).isPresent();
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
