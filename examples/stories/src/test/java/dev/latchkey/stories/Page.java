package dev.latchkey.stories;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a browser shows.
 *
 * @param status of the last answer
 * @param body of the last answer
 * @param way every address on the way here, this one last
 */
record Page(int status, String body, List<URI> way) {

  private static final Pattern FORM = Pattern.compile("(?s)<form\\b(.*?)>(.*?)</form>");
  private static final Pattern INPUT = Pattern.compile("(?s)<input\\b(.*?)>");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("(?s)([\\w-]+)\\s*=\\s*(?:\"(.*?)\"|'(.*?)')");

  /** Where this page is found. */
  URI address() {
    return way.get(way.size() - 1);
  }

  /** What the application said about its caller. */
  Map<String, Object> json() {
    return Json.object(body);
  }

  /** Tells whether there is a form with these fields. */
  boolean asksFor(String... fields) {
    return FORM.matcher(body).find() && form().fields().keySet().containsAll(List.of(fields));
  }

  /** The first form on this page. */
  Form form() {
    Matcher form = FORM.matcher(body);
    if (!form.find()) {
      throw new AssertionError("no form on " + address() + " (" + status + "): " + body);
    }
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher input = INPUT.matcher(form.group(2));
    while (input.find()) {
      Map<String, String> attributes = attributes(input.group(1));
      fields.put(attributes.getOrDefault("name", ""), attributes.getOrDefault("value", ""));
    }
    fields.remove("");
    return new Form(
        address().resolve(attributes(form.group(1)).getOrDefault("action", "")), fields);
  }

  /**
   * A form that can be filled in.
   *
   * @param action where it is sent to
   * @param fields with what stands in them already
   */
  record Form(URI action, Map<String, String> fields) {}

  private static Map<String, String> attributes(String tag) {
    Map<String, String> attributes = new LinkedHashMap<>();
    Matcher attribute = ATTRIBUTE.matcher(tag);
    while (attribute.find()) {
      String value = attribute.group(2) == null ? attribute.group(3) : attribute.group(2);
      attributes.put(attribute.group(1), unescaped(value));
    }
    return attributes;
  }

  private static String unescaped(String html) {
    return html.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&#x3D;", "=")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }
}
