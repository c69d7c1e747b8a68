package dev.latchkey.jaxrs;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a person's browser does: cookies, redirects, forms. */
final class Browser {

  /** A page with the address that it was found at. */
  record Page(URI address, int status, String body) {}

  private static final Pattern FIELD =
      Pattern.compile("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"");
  private static final Pattern ACTION =
      Pattern.compile("<form method=\"post\" action=\"([^\"]*)\"");

  private final Map<String, Map<String, String>> cookies = new TreeMap<>();

  /** Types an address. */
  Page open(URI address) {
    return follow(address, request(address).header("Sec-Fetch-Site", "none").GET().build());
  }

  /** Fills in the form of a page. */
  Page submit(Page page, Map<String, String> entries) {
    Matcher action = ACTION.matcher(page.body());
    assertThat(action.find()).as("a form on %s", page).isTrue();
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher field = FIELD.matcher(page.body());
    while (field.find()) {
      fields.put(plain(field.group(1)), plain(field.group(2)));
    }
    fields.putAll(entries);
    return post(page, page.address().resolve(plain(action.group(1))), fields);
  }

  /** Posts from a page to an address. */
  Page post(Page page, URI address, Map<String, String> fields) {
    return follow(
        address,
        request(address)
            .header("Sec-Fetch-Site", "same-origin")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form(fields)))
            .build());
  }

  Page signIn(Page page, String user) {
    return submit(page, Map.of("username", user, "password", user + "-pw"));
  }

  /** The names of the cookies that an address is sent. */
  Map<String, String> cookiesOf(URI address) {
    return cookies.getOrDefault(address.getAuthority(), Map.of());
  }

  private Page follow(URI address, HttpRequest first) {
    URI now = address;
    HttpRequest request = first;
    for (int i = 0; i < 10; i++) {
      HttpResponse<String> answer = App.send(request);
      for (String cookie : answer.headers().allValues("Set-Cookie")) {
        keep(now, cookie);
      }
      if (answer.statusCode() / 100 != 3) {
        return new Page(now, answer.statusCode(), answer.body());
      }
      now = now.resolve(answer.headers().firstValue("Location").orElseThrow());
      request = request(now).header("Sec-Fetch-Site", "cross-site").GET().build();
    }
    throw new AssertionError("too many redirects, the last to " + now);
  }

  private void keep(URI from, String header) {
    HttpCookie cookie = HttpCookie.parse(header).get(0);
    Map<String, String> kept = cookies.computeIfAbsent(from.getAuthority(), any -> new TreeMap<>());
    if (cookie.getMaxAge() == 0) {
      kept.remove(cookie.getName());
    } else {
      kept.put(cookie.getName(), cookie.getValue());
    }
  }

  private HttpRequest.Builder request(URI address) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
            .header("Sec-Fetch-Mode", "navigate")
            .header("Sec-Fetch-Dest", "document");
    String sent =
        cookiesOf(address).entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue())
            .collect(Collectors.joining("; "));
    return sent.isEmpty() ? request : request.header("Cookie", sent);
  }

  private static String form(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(each -> encode(each.getKey()) + "=" + encode(each.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String plain(String html) {
    return html.replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }
}
