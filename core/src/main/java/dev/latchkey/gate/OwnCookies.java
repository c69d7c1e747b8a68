package dev.latchkey.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The cookies that are between browsers and us alone: those of sessions and of sign-ins under way.
 * An application that sees them writes them into logs and calls of its own sooner or later.
 * Immutable.
 */
public final class OwnCookies {

  /** What follows the name of a session's cookie, which we make all others from. */
  private static final String MADE_FROM_IT =
      "(\\.([0-9]|idle|again)|-round|-login-[A-Za-z0-9_-]+)?";

  private final Optional<Pattern> names;

  private OwnCookies(Optional<Pattern> names) {
    this.names = names;
  }

  /**
   * Those of some sessions.
   *
   * @param sessionCookies their cookies' names; empty where nobody signs in
   */
  static OwnCookies of(List<String> sessionCookies) {
    return new OwnCookies(
        sessionCookies.isEmpty()
            ? Optional.empty()
            : Optional.of(
                Pattern.compile(
                    sessionCookies.stream()
                        .map(Pattern::quote)
                        .collect(Collectors.joining("|", "(", ")" + MADE_FROM_IT)))));
  }

  /** Tells whether there are none, so that the request's cookies can stay as they are. */
  public boolean isEmpty() {
    return names.isEmpty();
  }

  /** Tells whether a cookie is ours, by its name as it was sent. */
  public boolean contains(String name) {
    return names.isPresent() && names.get().matcher(name).matches();
  }

  /**
   * What {@code Cookie} headers hold for the application: theirs without ours, byte for byte, and
   * none that would be empty.
   */
  public List<String> hiddenFrom(List<String> headers) {
    return headers.stream().flatMap(each -> hiddenFrom(each).stream()).toList();
  }

  private Optional<String> hiddenFrom(String header) {
    List<String> pairs = List.of(header.split(";", -1));
    List<String> others = new ArrayList<>(pairs);
    others.removeIf(this::isOurs);
    if (others.size() == pairs.size()) {
      return Optional.of(header);
    }
    return others.isEmpty() ? Optional.empty() : Optional.of(String.join(";", others).strip());
  }

  /** Names are taken with blanks around them, too, as lenient readers of cookies do. */
  private boolean isOurs(String pair) {
    int equals = pair.indexOf('=');
    return equals > 0 && contains(pair.substring(0, equals).strip());
  }
}
