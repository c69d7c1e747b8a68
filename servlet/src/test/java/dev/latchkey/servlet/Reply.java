package dev.latchkey.servlet;

import java.net.URI;
import java.net.http.HttpHeaders;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a server answered, and what a person or program would see of it. */
record Reply(URI address, int status, HttpHeaders headers, String body) {

  private static final Pattern FORM = Pattern.compile("<form method=\"post\" action=\"([^\"]*)\">");
  private static final Pattern HIDDEN =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\">");

  String header(String name) {
    return String.join(" | ", headers.allValues(name));
  }

  String location() {
    return header("Location");
  }

  /** The parameters of the address that it redirects to; each comes once. */
  Map<String, String> sentOn() {
    return Browser.parameters(URI.create(location()).getRawQuery());
  }

  List<String> setCookies() {
    return headers.allValues("Set-Cookie");
  }

  /** One line that the servlet of {@link App} wrote. */
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
    return address.resolve(unescape(form.group(1))).toString();
  }

  Map<String, String> hiddenFields() {
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher hidden = HIDDEN.matcher(body);
    while (hidden.find()) {
      fields.put(unescape(hidden.group(1)), unescape(hidden.group(2)));
    }
    return fields;
  }

  private static String unescape(String html) {
    return html.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&");
  }
}
