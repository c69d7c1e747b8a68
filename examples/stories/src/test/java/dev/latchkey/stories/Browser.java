package dev.latchkey.stories;

import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** A person's browser: it keeps cookies, follows redirects and has forms that can be filled in. */
final class Browser {

  private static final Duration CALL_LIMIT = Duration.ofSeconds(20);
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307);
  private static final int MAX_REDIRECTS = 10;

  private final CookieJar cookies = new CookieJar();

  /** Types an address into the address bar. */
  Page open(String address) {
    return load(request(URI.create(address)).header("Sec-Fetch-Site", "none").GET().build());
  }

  /** Asks as {@link #open} does, but prefers another type than HTML. */
  Page open(String address, String accept) {
    return load(
        request(URI.create(address))
            .setHeader("Accept", accept)
            .header("Sec-Fetch-Site", "none")
            .GET()
            .build());
  }

  /** Fills in the form on a page and sends it. */
  Page submit(Page page, Map<String, String> entries) {
    Page.Form form = page.form();
    Map<String, String> fields = new LinkedHashMap<>(form.fields());
    fields.putAll(entries);
    String site =
        origin(page.address()).equals(origin(form.action())) ? "same-origin" : "same-site";
    return load(
        request(form.action())
            .header("Sec-Fetch-Site", site)
            .header("Origin", origin(page.address()))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(encoded(fields)))
            .build());
  }

  /** Signs in with Keycloak's form. */
  Page signIn(Page signInPage, String user, String password) {
    return submit(signInPage, Map.of("username", user, "password", password));
  }

  /** The cookies as they would be sent to an address, to be copied out of the browser's tools. */
  String cookieHeader(String address) {
    return cookies.header(URI.create(address));
  }

  /** Loses the cookies whose names begin so. */
  void forgetCookies(String namePrefix) {
    cookies.forget(namePrefix);
  }

  private Page load(HttpRequest first) {
    List<URI> way = new ArrayList<>();
    HttpRequest next = first;
    while (way.size() <= MAX_REDIRECTS) {
      way.add(next.uri());
      HttpResponse<String> answer = Curl.send(next);
      cookies.keep(next.uri(), answer.headers().allValues("Set-Cookie"));
      if (!REDIRECTS.contains(answer.statusCode())) {
        return new Page(answer.statusCode(), answer.body(), List.copyOf(way));
      }
      next = redirected(next, answer);
    }
    throw new AssertionError("too many redirects: " + way);
  }

  private HttpRequest redirected(HttpRequest from, HttpResponse<?> answer) {
    URI to = from.uri().resolve(answer.headers().firstValue("Location").orElseThrow());
    String site = from.headers().firstValue("Sec-Fetch-Site").orElseThrow();
    boolean leaves = site.equals("same-origin") && !origin(from.uri()).equals(origin(to));
    return request(to).header("Sec-Fetch-Site", leaves ? "same-site" : site).GET().build();
  }

  private HttpRequest.Builder request(URI address) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(CALL_LIMIT)
            .header("Accept", "text/html,application/xhtml+xml,*/*;q=0.8")
            .header("Sec-Fetch-Mode", "navigate")
            .header("Sec-Fetch-Dest", "document");
    String sent = cookies.header(address);
    return sent.isEmpty() ? request : request.header("Cookie", sent);
  }

  private static String origin(URI address) {
    return address.getScheme() + "://" + address.getAuthority();
  }

  private static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream()
        .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
