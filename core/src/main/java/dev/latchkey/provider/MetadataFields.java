package dev.latchkey.provider;

import dev.latchkey.event.SafeText;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Takes typed members out of one document and notes what is wrong with them. */
final class MetadataFields {

  private static final int MAX_SHOWN_CHARS = 200;

  private final Map<String, ?> members;
  private final List<String> problems = new ArrayList<>();

  MetadataFields(Map<String, ?> members) {
    this.members = members;
  }

  /** What was wrong so far. */
  List<String> problems() {
    return problems;
  }

  void note(String problem) {
    problems.add(problem);
  }

  @Nullable String text(String name) {
    Object value = members.get(name);
    if (value != null && !(value instanceof String)) {
      note(name + " is no string");
    }
    return value instanceof String text ? text : null;
  }

  /**
   * Reads an address.
   *
   * @param refusal tells why an address will not do, or {@code null} when it will
   */
  Optional<URI> endpoint(String name, Function<URI, @Nullable String> refusal) {
    String text = text(name);
    if (text == null) {
      return Optional.empty();
    }
    try {
      URI uri = new URI(text);
      String problem = refusal.apply(uri);
      if (problem == null) {
        return Optional.of(uri);
      }
      note(name + ": " + problem);
    } catch (URISyntaxException e) {
      note(name + " \"" + SafeText.of(text, MAX_SHOWN_CHARS) + "\" is no address");
    }
    return Optional.empty();
  }

  Set<String> strings(String name) {
    Object value = members.get(name);
    Set<String> strings = new LinkedHashSet<>();
    if (value == null) {
      return strings;
    }
    for (Object element : value instanceof List<?> list ? list : List.of(value)) {
      if (!(value instanceof List) || !(element instanceof String)) {
        note(name + " is no array of strings");
        return strings;
      }
      strings.add((String) element);
    }
    return strings;
  }

  /** Tells whether a member is true, where anything else means no. */
  boolean isTrue(String name) {
    return Boolean.TRUE.equals(members.get(name));
  }

  boolean flag(String name) {
    Object value = members.get(name);
    if (value != null && !(value instanceof Boolean)) {
      note(name + " is neither true nor false");
    }
    return isTrue(name);
  }
}
