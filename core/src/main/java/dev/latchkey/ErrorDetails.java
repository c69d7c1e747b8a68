package dev.latchkey;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;

/** Whether clients are told why they are refused, as the settings say it. */
final class ErrorDetails {

  private ErrorDetails() {}

  /** A forger learns from them, so they are for a developer's own machine only. */
  static boolean read(SettingValues values, Problems problems) {
    boolean wanted = values.choice(Setting.ERROR_DETAILS, Map.of("false", false, "true", true));
    if (!wanted) {
      return false;
    }
    // who has no base-url takes tokens only, and a provider on this machine is a developer's
    Setting where = values.has(Setting.BASE_URL) ? Setting.BASE_URL : Setting.ISSUER;
    if (!isLoopback(values.text(where))) {
      problems.add(
          Setting.ERROR_DETAILS,
          "is true, but "
              + where.key()
              + " is "
              + values.text(where)
              + ": everybody there could read why a request is refused; leave error-details out,"
              + " the log says the same under the answer's reference");
    }
    problems.warn("error-details=true: answers say why they refuse; for development only");
    return true;
  }

  private static boolean isLoopback(String address) {
    try {
      URI uri = new URI(address);
      return uri.getHost() != null && BaseUrl.isLoopback(uri);
    } catch (URISyntaxException notOne) { // a problem told elsewhere
      return false;
    }
  }
}
