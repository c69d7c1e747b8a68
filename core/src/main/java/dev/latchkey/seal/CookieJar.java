package dev.latchkey.seal;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The cookies of one request and of its answer. Belongs to one request, so it is not thread-safe.
 *
 * <p>The {@code Cookie} header is read as RFC 6265 section 5.4 writes it and in no other way: no
 * quotes, no {@code $Version}, names compared exactly.
 */
public final class CookieJar {

  private final List<String> headers;
  private final Map<String, String> received = new HashMap<>();

  // most requests need none of these, and all requests with a cookie need a jar
  private Set<String> repeated = Set.of();
  private Map<String, String> answers = Map.of();
  private @Nullable Map<String, Integer> charsAfter;

  private CookieJar(List<String> headers) {
    this.headers = headers;
    read(this::receive);
  }

  /** Reads all {@code Cookie} headers of a request. */
  public static CookieJar of(List<String> cookieHeaders) {
    return new CookieJar(cookieHeaders);
  }

  private void read(BiConsumer<String, String> cookie) {
    for (int i = 0; i < headers.size(); i++) {
      read(headers.get(i), cookie);
    }
  }

  private static void read(String header, BiConsumer<String, String> cookie) {
    int at = 0;
    int equals = -1;
    while (at < header.length()) {
      int end = indexOf(';', header, at);
      if (equals < at) { // else the one found before lies ahead still: one pass is enough
        equals = indexOf('=', header, at);
      }
      if (equals > at && equals < end) {
        cookie.accept(header.substring(at, equals), header.substring(equals + 1, end));
      }
      at = end + 1;
      while (at < header.length() && header.charAt(at) == ' ') {
        at++;
      }
    }
  }

  private static int indexOf(char wanted, String header, int from) {
    int at = header.indexOf(wanted, from);
    return at < 0 ? header.length() : at;
  }

  private void receive(String name, String value) {
    if (received.putIfAbsent(name, value) != null) {
      repeated = repeated.isEmpty() ? new HashSet<>() : repeated;
      repeated.add(name);
    }
  }

  private Map<String, Integer> charsAfter() {
    if (charsAfter == null) {
      Map<String, Integer> chars = new HashMap<>();
      read((name, value) -> chars.merge(name, chars(name, value), Integer::sum));
      charsAfter = chars;
    }
    return charsAfter;
  }

  private static int chars(String name, String value) {
    return name.length() + "=; ".length() + value.length();
  }

  /**
   * Returns the value of a cookie.
   *
   * @return {@code null} when there is none, and also when there are several of that name: a second
   *     one was planted by a neighbour, and order must not decide which counts (RFC 6265 section
   *     8.6)
   */
  public @Nullable String value(String name) {
    return repeated.contains(name) ? null : received.get(name);
  }

  /** Tells whether a cookie of that name came, once or more often. */
  public boolean has(String name) {
    return received.containsKey(name);
  }

  /** The names that came, begin with a prefix, and are neither set nor deleted so far. */
  public List<String> namesStartingWith(String prefix) {
    return received.keySet().stream()
        .filter(name -> name.startsWith(prefix) && !answers.containsKey(name))
        .toList();
  }

  /**
   * How many characters the cookies whose names begin with a prefix will take of the headers of the
   * browser's next request.
   */
  public int charsAfter(String prefix) {
    return charsAfter().entrySet().stream()
        .filter(each -> each.getKey().startsWith(prefix))
        .mapToInt(Map.Entry::getValue)
        .sum();
  }

  /** Counts a cookie that did not come with this request and may come with the next one. */
  public void expect(String name, int chars) {
    charsAfter().putIfAbsent(name, chars);
  }

  /**
   * Sets a cookie.
   *
   * @param maxAge {@code null} for one that ends with the browser's session
   */
  public void put(String name, String value, @Nullable Duration maxAge, CookieSettings settings) {
    charsAfter().put(name, chars(name, value));
    String lifetime = maxAge == null ? "" : "; Max-Age=" + maxAge.toSeconds();
    answer(name, name + "=" + value + lifetime + settings.attributes());
  }

  /** Deletes a cookie, with the attributes that it was set with, else browsers keep it. */
  public void remove(String name, CookieSettings settings) {
    charsAfter().remove(name);
    answer(name, name + "=; Max-Age=0" + settings.attributes());
  }

  private void answer(String name, String setCookie) {
    answers = answers.isEmpty() ? new LinkedHashMap<>() : answers;
    answers.put(name, setCookie);
  }

  /** Tells whether the answer sets or deletes any. */
  public boolean isChanged() {
    return !answers.isEmpty();
  }

  /** The {@code Set-Cookie} values for the answer. */
  public List<String> setCookies() {
    return List.copyOf(answers.values());
  }

  /** The number of cookies only. */
  @Override
  public String toString() {
    return "CookieJar[" + received.size() + " in, " + answers.size() + " out]";
  }
}
