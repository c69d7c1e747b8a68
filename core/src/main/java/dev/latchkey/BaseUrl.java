package dev.latchkey;

import java.net.URI;
import java.util.Optional;
import java.util.Set;

/** Where the application's root is publicly found, as the settings say it. */
final class BaseUrl {

  /** Stands in for an address that could not be read, so that all problems are found in one go. */
  private static final URI NOWHERE = URI.create("https://base-url.invalid");

  private BaseUrl() {}

  static URI read(SettingValues values, Problems problems) {
    Optional<String> text = values.set(Setting.BASE_URL);
    if (text.isEmpty()) {
      problems.add(
          Setting.BASE_URL,
          "is not set, but rules can sign in; write where this application's root is publicly"
              + " found, for example https://shop.example.com");
      return NOWHERE;
    }
    String trimmed =
        text.get().endsWith("/") ? text.get().substring(0, text.get().length() - 1) : text.get();
    URI uri = values.address(Setting.BASE_URL, trimmed).orElse(NOWHERE);
    if (uri.getRawQuery() != null || !isPlain(uri.getRawPath())) {
      problems.add(
          Setting.BASE_URL,
          "is " + text.get() + "; write scheme, host, port and path prefix, nothing more");
    }
    boolean insecure = uri.getScheme().equals("http") && !isLoopback(uri);
    if (insecure && !values.words(Setting.INSECURE_HTTP_HOSTS).contains(uri.getHost())) {
      problems.add(
          Setting.BASE_URL,
          "is "
              + text.get()
              + ", which is not https: anybody on the way could take sessions over;"
              + " in development, allow its host with insecure-http-hosts="
              + uri.getHost());
    }
    return uri;
  }

  /** Tells whether an address could be read; else there is a problem already. */
  static boolean isKnown(URI baseUrl) {
    return !baseUrl.equals(NOWHERE);
  }

  private static boolean isPlain(String prefix) {
    return prefix.isEmpty()
        || !prefix.endsWith("/") && !prefix.contains("//") && !prefix.contains(";");
  }

  static boolean isLoopback(URI uri) {
    return isLoopback(uri.getHost());
  }

  static boolean isLoopback(String host) {
    return Set.of("localhost", "127.0.0.1", "[::1]").contains(host);
  }
}
