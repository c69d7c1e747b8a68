package dev.latchkey.gate;

import static dev.latchkey.testing.Invariant.holds;
import static dev.latchkey.token.TokenMaker.quoted;

import com.sun.management.ThreadMXBean;
import dev.latchkey.seal.Base64Url;
import dev.latchkey.seal.Unguessable;
import dev.latchkey.testing.Changes;
import dev.latchkey.testing.SplitCookies;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code Cookie} headers made of genuine ones, each line one header. The first letter says which:
 * of sessions in cookies ({@code c}) or in memory ({@code m}), or of logins under way ({@code l}).
 * In the lines {@code {a0}}, {@code {a1}} and so on stand for a user's cookies with their names,
 * {@code {=a0}} for the value alone, and {@code {b0}} for another user's. Behind an empty line
 * there may be changes: each a position in two bytes and the byte that is to stand there.
 */
public final class CookiesFuzz {

  private static final String NAME = "shop";

  /** Reading a header several times over, a record, an identity; but nothing that grows faster. */
  private static final long LEAST_BYTES = 4_000_000;

  private static final long BYTES_PER_CHAR = 200;

  /** Every cookie of ours that is not good may be deleted; there are so many names to look at. */
  private static final int MOST_SET = 30;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private static final Bed IN_COOKIES = Bed.with("session.cookie.name", NAME);
  private static Bed inMemory = Bed.inMemory();
  private static final TestGate LOGINS = TestGate.with("login /**");

  private CookiesFuzz() {}

  /** An application with two users, each of whom has a session. */
  private record Bed(Shop shop, List<String> alice, List<String> bob) {

    static Bed inMemory() {
      return with("session.cookie.name", NAME, "session.store", "memory");
    }

    static Bed with(String... settings) {
      Shop shop = Shop.with(settings);
      return new Bed(shop, signIn(shop, "alice"), signIn(shop, "bob"));
    }

    boolean isAlive() {
      return Stream.of(alice, bob)
          .map(cookies -> FakeRequest.get("/pages/a").cookies(String.join("; ", cookies)))
          .allMatch(request -> shop.latchkey.decide(request) instanceof Decision.Proceed);
    }

    /** In the order of their names; it is more than one cookie holds. */
    private static List<String> signIn(Shop shop, String user) {
      String noise = Base64Url.encode(Unguessable.secureRandom().bytes(1_000));
      Decision.Stop end = shop.signIn("sub", quoted(user), "noise", quoted(noise));
      shop.secrets.clear();
      return Arrays.stream(TestGate.cookies(end).split("; "))
          .filter(pair -> !pair.startsWith(NAME + "-"))
          .sorted()
          .toList();
    }
  }

  /** Makes keys and loads classes before the first input, whose time is measured. */
  public static void fuzzerInitialize() {
    fuzzerTestOneInput("c{a0}; {a1}; {a2}".getBytes(StandardCharsets.ISO_8859_1));
    fuzzerTestOneInput("m{a0}".getBytes(StandardCharsets.ISO_8859_1));
    fuzzerTestOneInput("l{a0}".getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Tries one input; the name is the one that Jazzer looks for. */
  public static void fuzzerTestOneInput(byte[] input) {
    String text = new String(input, StandardCharsets.ISO_8859_1);
    String rest = text.isEmpty() ? "" : text.substring(1);
    if (text.startsWith("l")) {
      tryLogins(rest);
    } else if (text.startsWith("m")) {
      trySessions(inMemory, rest);
      if (!inMemory.isAlive()) { // who knows the name of a session may end it, also without its key
        inMemory.shop().close();
        inMemory = Bed.inMemory();
      }
    } else {
      trySessions(IN_COOKIES, rest);
    }
  }

  private static void trySessions(Bed bed, String text) {
    String lines = written(text, bed.alice(), bed.bob());
    Map<String, List<String>> cookies = SplitCookies.of(lines.lines().toList());
    Optional<String> expected =
        isWhole(bed.alice(), cookies)
            ? Optional.of("alice")
            : Optional.of("bob").filter(any -> isWhole(bed.bob(), cookies));
    Decision decision = bounded(bed, request("/maybe", lines));
    holds(decision instanceof Decision.Proceed, "no cookie stops who need not be signed in");
    Decision.Proceed proceed = (Decision.Proceed) decision;
    holds(
        proceed.identity().flatMap(identity -> identity.subject()).equals(expected),
        "whoever has the whole of a genuine set is that user, and nobody else is anybody");
    holds(
        TestGate.headers(decision, "Set-Cookie").isEmpty() || expected.isEmpty(),
        "what is good stays as it is");
    holds(TestGate.headers(decision, "Set-Cookie").size() <= 3, "few cookies are deleted");
    holds(TestGate.cookies(decision).isEmpty(), "no cookie makes another");
  }

  private static Decision bounded(Bed bed, FakeRequest request) {
    bed.shop().events.clear();
    int chars = request.headers("Cookie").stream().mapToInt(String::length).sum();
    long most = LEAST_BYTES + BYTES_PER_CHAR * chars;
    long before = THREADS.getCurrentThreadAllocatedBytes();
    Decision decision = bed.shop().latchkey.decide(request);
    long used = THREADS.getCurrentThreadAllocatedBytes() - before;
    if (used > most) { // perhaps for classes that nobody needed before
      before = THREADS.getCurrentThreadAllocatedBytes();
      bed.shop().latchkey.decide(request);
      used = THREADS.getCurrentThreadAllocatedBytes() - before;
    }
    holds(used <= most, "it takes no more than so many bytes");
    return decision;
  }

  private static boolean isWhole(List<String> genuine, Map<String, List<String>> cookies) {
    return genuine.stream()
        .allMatch(
            pair ->
                List.of(pair.substring(pair.indexOf('=') + 1))
                    .equals(cookies.get(pair.substring(0, pair.indexOf('=')))));
  }

  /** A login of this browser and one of another; the callback is for the first. */
  private static void tryLogins(String text) {
    LOGINS.events.clear();
    Decision.Stop own = LOGINS.stop(FakeRequest.page("/a"));
    Decision.Stop foreign = LOGINS.stop(FakeRequest.page("/b"));
    String lines = written(text, pending(own), pending(foreign));
    Map<String, List<String>> cookies = SplitCookies.of(lines.lines().toList());
    LOGINS.transport.calls.clear();
    LOGINS.transport.answers(400, "{\"error\":\"invalid_grant\"}");
    String state = TestGate.asked(own).get("state").get(0);
    Decision.Stop end = LOGINS.stop(request("/oidc/callback?code=c&state=" + state, lines));
    holds(end.status() == 400, "it ends on a page");
    holds(
        LOGINS.transport.calls.size() == (isWhole(pending(own).subList(0, 1), cookies) ? 1 : 0),
        "a code is redeemed for the very cookie of its login, and for no other");
    isModest(end);
    isModest(LOGINS.stop(request("/a", lines)));
  }

  /** The cookie of the login, then the one that counts rounds. */
  private static List<String> pending(Decision.Stop start) {
    return Arrays.stream(TestGate.cookies(start).split("; ")).sorted().toList();
  }

  private static void isModest(Decision.Stop stop) {
    holds(stop.status() == 302 || stop.status() == 400, "it begins a login, or ends on a page");
    holds(TestGate.headers(stop, "Set-Cookie").size() <= MOST_SET, "an answer stays short");
  }

  private static FakeRequest request(String target, String lines) {
    FakeRequest request = FakeRequest.page(target);
    lines.lines().forEach(line -> request.header("Cookie", line));
    return request;
  }

  private static String written(String text, List<String> first, List<String> second) {
    int end = text.indexOf("\n\n");
    String lines = end < 0 ? text : text.substring(0, end);
    lines = written(written(lines, 'a', first), 'b', second);
    return end < 0 ? lines : Changes.to(lines, text.substring(end + 2));
  }

  private static String written(String lines, char user, List<String> cookies) {
    String written = lines;
    for (int i = 0; i < cookies.size(); i++) {
      String pair = cookies.get(i);
      written =
          written
              .replace("{" + user + i + "}", pair)
              .replace("{=" + user + i + "}", pair.substring(pair.indexOf('=') + 1));
    }
    return written;
  }
}
