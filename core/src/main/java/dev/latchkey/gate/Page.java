package dev.latchkey.gate;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a person is to read when a request ends here. Plain text throughout. Immutable. */
public final class Page {

  private final int status;
  private final String title;
  private final String text;
  private final @Nullable String explanation;
  private final @Nullable Link link;
  private final @Nullable String reference;

  private Page(
      int status,
      String title,
      String text,
      @Nullable String explanation,
      @Nullable Link link,
      @Nullable String reference) {
    this.status = status;
    this.title = title;
    this.text = text;
    this.explanation = explanation;
    this.link = link;
    this.reference = reference;
  }

  /**
   * What a person may do next. Immutable.
   *
   * @param address within this host, or absolute
   * @param label what it is called
   * @param isPost whether it must be a form that is posted: it changes something
   */
  public record Link(String address, String label, boolean isPost) {}

  static Page of(Problem problem, String reference) {
    String reason = problem.members().get("reason");
    return new Page(
        problem.status(),
        problem.title(),
        problem.text(),
        reason == null ? null : reason + ": " + problem.members().getOrDefault("explanation", ""),
        problem.link().map(link -> new Link(link.address(), link.label(), false)).orElse(null),
        reference);
  }

  static Page goOn(String address) {
    return new Page(
        200,
        "One moment",
        "The page that you asked for comes by itself.",
        null,
        new Link(address, "Continue", false),
        null);
  }

  static Page confirmLogout(String address) {
    return new Page(
        200,
        "Sign out?",
        "Do you want to sign out of this application?",
        null,
        new Link(address, "Sign out", true),
        null);
  }

  /** The HTTP status that it is sent with; 200 for a question, and on the way. */
  public int status() {
    return status;
  }

  /** A few words. */
  public String title() {
    return title;
  }

  /** One or two sentences. */
  public String text() {
    return text;
  }

  /** What the log says of it; empty unless {@code error-details} is on. */
  public Optional<String> explanation() {
    return Optional.ofNullable(explanation);
  }

  /** What a person may do next; empty where there is nothing. */
  public Optional<Link> link() {
    return Optional.ofNullable(link);
  }

  /** What the log line has, too, so that an operator finds it; empty where there is none. */
  public Optional<String> reference() {
    return Optional.ofNullable(reference);
  }

  /** The status and the title. */
  @Override
  public String toString() {
    return "Page[" + status + " " + title + "]";
  }
}
