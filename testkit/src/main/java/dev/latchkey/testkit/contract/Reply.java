package dev.latchkey.testkit.contract;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a server answered.
 *
 * @param address what was asked for; a raw target where that is no address
 * @param headers by names in lower case
 */
record Reply(String address, int status, Map<String, List<String>> headers, String body) {

  private static final Pattern FORM = Pattern.compile("<form method=\"post\" action=\"([^\"]*)\">");
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

  List<String> all(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
  }

  String header(String name) {
    return String.join(" | ", all(name));
  }

  /** Where it leads, as a whole address. */
  String location() {
    if (all("Location").size() != 1) {
      throw new AssertionError("status " + status + " leads nowhere: " + all("Location"));
    }
    return resolve(header("Location"));
  }

  List<String> setCookies() {
    return all("Set-Cookie");
  }

  /** One line that the application wrote; empty where it wrote none of that name. */
  String says(String name) {
    return body.lines()
        .filter(line -> line.startsWith(name + "="))
        .map(line -> line.substring(name.length() + 1))
        .collect(Collectors.joining());
  }

  String formAction() {
    Matcher form = FORM.matcher(body);
    if (!form.find()) {
      throw new AssertionError("status " + status + " without a form");
    }
    return resolve(unescape(form.group(1)));
  }

  Map<String, String> hiddenFields() {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher hidden = HIDDEN.matcher(body);
    while (hidden.find()) {
      fields.put(unescape(hidden.group(1)), unescape(hidden.group(2)));
    }
    return fields;
  }

  private String resolve(String where) {
    return URI.create(address).resolve(where).toString();
  }

  private static String unescape(String html) {
    return html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }
}
