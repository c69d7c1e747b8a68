package dev.latchkey;

import dev.latchkey.event.SafeText;
import dev.latchkey.gate.CorsOrigins;
import java.net.IDN;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Other origins that may call, as the settings name them: exactly as browsers write theirs (RFC
 * 6454 section 6.2), but for the usual port, which may stand there.
 */
final class CorsPlan {

  private static final Pattern ORIGIN =
      Pattern.compile(
          "(?<scheme>https?)://(?<host>[a-z0-9_-]+(\\.[a-z0-9_-]+)*|\\[[0-9a-f:.]+])"
              + "(:(?<port>[1-9][0-9]{0,4}))?");
  private static final Pattern HOST = Pattern.compile("(?<=://)[^/:?#@]+");
  private static final int MAX_PORT = 65_535;

  private CorsPlan() {}

  static CorsOrigins read(SettingValues values, Problems problems) {
    if (!values.has(Setting.CORS_ORIGINS)) {
      return CorsOrigins.of(Set.of());
    }
    boolean insecureToo = values.text(Setting.BASE_URL).startsWith("http://");
    List<String> read =
        values.each(
            Setting.CORS_ORIGINS,
            values.words(Setting.CORS_ORIGINS),
            word -> origin(word, insecureToo));
    Set<String> origins = new LinkedHashSet<>();
    for (String origin : read) {
      if (!origins.add(origin)) {
        problems.add(Setting.CORS_ORIGINS, "names " + origin + " twice; name it once");
      }
    }
    return CorsOrigins.of(origins);
  }

  private static String origin(String word, boolean insecureToo) {
    Matcher parts = ORIGIN.matcher(word);
    if (!parts.matches() || port(parts) > MAX_PORT) {
      throw new IllegalArgumentException(
          "\"" + SafeText.withoutPassword(word) + "\" " + advice(word));
    }
    String host = parts.group("host");
    boolean secure = parts.group("scheme").equals("https");
    if (!secure && !insecureToo && !BaseUrl.isLoopback(host)) {
      throw new IllegalArgumentException(
          ("\"%s\" is not https: anybody on the way could write such a page and use its visitors'"
                  + " sessions; write https://%s")
              .formatted(word, host));
    }
    boolean usual = port(parts) == (secure ? 443 : 80);
    return usual ? word.substring(0, word.lastIndexOf(':')) : word;
  }

  private static int port(Matcher parts) {
    String port = parts.group("port");
    return port == null ? -1 : Integer.parseInt(port);
  }

  private static String advice(String word) {
    if (word.equals("null")) {
      return "is what pages without an origin send, whosever they are; name the origins";
    }
    if (word.contains("*")) {
      return "has a *, and no origin that is not named may use sessions; name each of them";
    }
    String asBrowsersWriteIt = asBrowsersWriteIt(word);
    return !asBrowsersWriteIt.equals(word) && ORIGIN.matcher(asBrowsersWriteIt).matches()
        ? "is not as browsers write it; write " + asBrowsersWriteIt
        : "is no origin; write scheme, host and port, such as https://app.example.com";
  }

  private static String asBrowsersWriteIt(String word) {
    try {
      String plain = word.replaceFirst("\\.?/?$", "");
      return HOST.matcher(plain)
          .replaceFirst(host -> IDN.toASCII(host.group()))
          .toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException noHost) {
      return word;
    }
  }
}
