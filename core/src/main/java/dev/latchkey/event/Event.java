package dev.latchkey.event;

import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened. Immutable. Text from outside is escaped and cut when it enters, so an
 * event is safe to log as it is; no token, code, cookie or secret is ever put into one.
 */
public final class Event {

  /** What kind of thing happened. */
  public enum Kind {
    /** A request was let through. */
    ALLOWED,
    /**
     * A request was let through that its rule would have refused, were it not for {@code audit:}.
     */
    AUDITED,
    /** A request was refused: no credential, a bad one, or not enough. */
    REFUSED,
    /** A request could not be judged (503), or a fault of ours (500). */
    UNDECIDED,
    /** A browser was sent to the provider. */
    LOGIN_STARTED,
    /** A user signed in. */
    LOGGED_IN,
    /** A callback did not lead to a session. */
    LOGIN_FAILED,
    /** A session came that does not count any more. */
    SESSION_OVER,
    /** A user signed out. */
    LOGGED_OUT,
    /** A discovery document or key set was fetched. */
    FETCHED,
    /** A discovery document or key set could not be fetched or used. */
    FETCH_FAILED,
    /** Something an operator should look at, told once. */
    WARNING;

    private final String code = name().toLowerCase(Locale.ROOT);

    /** The stable code, for example {@code login_failed}. */
    public String code() {
      return code;
    }
  }

  private static final int MAX_DETAIL_CHARS = 600;

  private final Kind kind;
  private final @Nullable Reason reason;
  private final @Nullable String issuer;
  private final @Nullable String rule;
  private final @Nullable String reference;
  private final String detail;

  private Event(
      Kind kind,
      @Nullable Reason reason,
      @Nullable String issuer,
      @Nullable String rule,
      @Nullable String reference,
      String detail) {
    this.kind = kind;
    this.reason = reason;
    this.issuer = issuer;
    this.rule = rule;
    this.reference = reference;
    this.detail = detail;
  }

  /** Makes an event with an explanation for an operator; empty when the kind says it all. */
  public static Event of(Kind kind, String detail) {
    return new Event(kind, null, null, null, null, SafeText.of(detail, MAX_DETAIL_CHARS));
  }

  /** This event with its reason. */
  public Event because(Reason newReason) {
    return new Event(kind, newReason, issuer, rule, reference, detail);
  }

  /** This event with the issuer it concerns, as configured. */
  public Event issuer(String newIssuer) {
    return new Event(
        kind, reason, SafeText.of(newIssuer, MAX_DETAIL_CHARS), rule, reference, detail);
  }

  /** This event with the rule that decided. */
  public Event rule(String newRule) {
    return new Event(
        kind, reason, issuer, SafeText.of(newRule, MAX_DETAIL_CHARS), reference, detail);
  }

  /** This event with the reference that the client was shown. */
  public Event reference(Reference newReference) {
    return new Event(kind, reason, issuer, rule, newReference.toString(), detail);
  }

  /** What kind of thing happened. */
  public Kind kind() {
    return kind;
  }

  /** Why; empty where nothing was refused. */
  public Optional<Reason> reason() {
    return Optional.ofNullable(reason);
  }

  /** The issuer, as configured; empty where none is concerned. */
  public Optional<String> issuer() {
    return Optional.ofNullable(issuer);
  }

  /** The rule that decided, with its line; empty where none did. */
  public Optional<String> rule() {
    return Optional.ofNullable(rule);
  }

  /** The reference that the client was shown; empty for what happens beside requests. */
  public Optional<String> reference() {
    return Optional.ofNullable(reference);
  }

  /** What was found, in one line; may be empty. */
  public String detail() {
    return detail;
  }

  /** What was found and what to do about it, in one line; empty when the kind says it all. */
  public String explanation() {
    String advice = reason == null ? "" : reason.advice();
    return detail.isEmpty() || advice.isEmpty() ? detail + advice : detail + "; " + advice;
  }

  /** One line for a log. */
  @Override
  public String toString() {
    StringBuilder line = new StringBuilder(kind.code());
    append(line, "reason", reason == null ? null : reason.code());
    append(line, "rule", rule);
    append(line, "issuer", issuer);
    append(line, "reference", reference);
    String explanation = explanation();
    if (!explanation.isEmpty()) {
      line.append(": ").append(explanation);
    }
    return line.toString();
  }

  private static void append(StringBuilder line, String name, @Nullable String value) {
    if (value != null) {
      // a quote from outside must not end the field and begin one of its own
      line.append(' ').append(name).append("=\"").append(value.replace('"', '\'')).append('"');
    }
  }
}
