package dev.latchkey.testkit.contract;

import dev.latchkey.gate.Tokens;
import dev.latchkey.token.Identity;
import java.security.Principal;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What an application sees of a request and its caller, one {@code name=value} a line. */
final class CallerPage {

  private final StringBuilder lines = new StringBuilder();

  CallerPage(String method, String page, @Nullable String query) {
    line("method", method);
    line("page", page);
    line("query", query);
  }

  CallerPage caller(
      @Nullable Principal principal, @Nullable String scheme, Predicate<String> isInRole) {
    Optional<Identity> identity = Identity.find(principal);
    line("principal", principal);
    line("name", principal == null ? null : principal.getName());
    line("subject", identity.flatMap(Identity::subject).orElse(""));
    line("scheme", scheme);
    line("user", isInRole.test("user"));
    line("admin", isInRole.test("admin"));
    line("scopes", identity.map(each -> String.join(" ", each.scopes())).orElse(""));
    line("token", identity.map(each -> Tokens.of(each).accessToken()).orElse(""));
    return this;
  }

  /** Headers by name; what differs in more than case stays apart. */
  CallerPage headers(Map<String, List<String>> headers) {
    Map<String, String> all = new TreeMap<>();
    headers.forEach(
        (name, values) ->
            all.merge(
                name.toLowerCase(Locale.ROOT), String.join(",", values), (a, b) -> a + "," + b));
    all.forEach((name, value) -> line("header." + name, value));
    return this;
  }

  /** Cookies by the names under which the application finds them. */
  CallerPage cookies(Collection<String> names) {
    line("cookies", String.join(" ", new TreeSet<>(names)));
    return this;
  }

  CallerPage body(String body) {
    line("body", body);
    return this;
  }

  private void line(String name, @Nullable Object value) {
    lines.append(name).append('=').append(value).append('\n');
  }

  @Override
  public String toString() {
    return lines.toString();
  }
}
