package dev.latchkey.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.SettableClock;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ResourceBundle;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventLogTest {

  private final RecordingLogger logger = new RecordingLogger();

  static Stream<Arguments> levels() {
    return Stream.of(
        Arguments.of(Event.Kind.ALLOWED, null, Level.DEBUG),
        Arguments.of(Event.Kind.FETCHED, null, Level.DEBUG),
        Arguments.of(Event.Kind.LOGIN_STARTED, null, Level.DEBUG),
        Arguments.of(Event.Kind.REFUSED, Reason.EXPIRED, Level.INFO),
        Arguments.of(Event.Kind.REFUSED, Reason.INTERNAL_ERROR, Level.INFO),
        Arguments.of(Event.Kind.LOGGED_IN, null, Level.INFO),
        Arguments.of(Event.Kind.LOGIN_FAILED, Reason.NONCE_WRONG, Level.INFO),
        Arguments.of(Event.Kind.LOGGED_OUT, null, Level.INFO),
        Arguments.of(Event.Kind.FETCH_FAILED, null, Level.WARNING),
        Arguments.of(Event.Kind.FETCH_FAILED, Reason.PROVIDER_UNREACHABLE, Level.WARNING),
        Arguments.of(Event.Kind.FETCH_FAILED, Reason.PROVIDER_MISCONFIGURED, Level.ERROR),
        Arguments.of(Event.Kind.UNDECIDED, null, Level.WARNING),
        Arguments.of(Event.Kind.UNDECIDED, Reason.KEYS_UNAVAILABLE, Level.WARNING),
        Arguments.of(Event.Kind.UNDECIDED, Reason.INTROSPECTION_FAILED, Level.WARNING),
        Arguments.of(Event.Kind.UNDECIDED, Reason.INTROSPECTION_DENIED, Level.ERROR),
        Arguments.of(Event.Kind.UNDECIDED, Reason.INTERNAL_ERROR, Level.ERROR),
        Arguments.of(Event.Kind.WARNING, null, Level.WARNING));
  }

  @ParameterizedTest
  @MethodSource("levels")
  void everyKindHasItsLevel(Event.Kind kind, @Nullable Reason reason, Level level) {
    Event event = Event.of(kind, "detail");

    new EventLog(logger).on(reason == null ? event : event.because(reason));

    assertThat(logger.lines).singleElement().asString().startsWith(level + " ");
  }

  @Test
  @Tag("L15")
  void oneEventIsOneLineWhateverIsInIt() {
    new EventLog(logger)
        .on(Event.of(Event.Kind.REFUSED, "a\nINFO allowed {0} %n ${jndi:ldap://x}"));

    assertThat(logger.lines)
        .containsExactly("INFO refused: a\\u000aINFO allowed {0} %n ${jndi:ldap://x}");
  }

  private static Event refused(Reason reason) {
    return Event.of(Event.Kind.REFUSED, "")
        .because(reason)
        .reference(Reference.next(new java.util.Random(1)));
  }

  private long linesAt(Level level) {
    return logger.lines.stream().filter(line -> line.startsWith(level + " refused")).count();
  }

  @Test
  void aFloodOfOneRefusalDoesNotFillTheDisk() {
    SettableClock clock = new SettableClock();
    EventLog log = new EventLog(logger, clock);
    for (int i = 0; i < 10_000; i++) {
      log.on(refused(Reason.TOKEN_MALFORMED));
    }

    assertThat(linesAt(Level.INFO)).isEqualTo(100);
    assertThat(linesAt(Level.DEBUG)).isEqualTo(9_900);
    assertThat(logger.lines.stream().filter(line -> line.startsWith("WARNING ")))
        .containsExactly(
            "WARNING 100 lines refused reason=\"token_malformed\" within a minute; more of them in"
                + " this minute are logged at DEBUG, the counters count all");

    log.on(refused(Reason.EXPIRED));
    assertThat(linesAt(Level.INFO)).as("another reason has lines of its own").isEqualTo(101);
    clock.advance(Duration.ofSeconds(60).minusNanos(1));
    log.on(refused(Reason.TOKEN_MALFORMED));
    assertThat(linesAt(Level.INFO)).as("still the same minute").isEqualTo(101);
    clock.advance(Duration.ofNanos(1));
    log.on(refused(Reason.TOKEN_MALFORMED));
    assertThat(linesAt(Level.INFO)).as("a new minute").isEqualTo(102);
  }

  @Test
  void aHundredLinesAMinuteStandAtTheirOwnLevel() {
    EventLog log = new EventLog(logger, new SettableClock());
    for (int i = 0; i < 99; i++) {
      log.on(refused(Reason.EXPIRED));
    }

    assertThat(logger.lines).hasSize(99).allMatch(line -> line.startsWith("INFO "));
  }

  @Test
  void whatHappensBesideRequestsHasAPaceOfItsOwn() {
    EventLog log = new EventLog(logger, new SettableClock());
    for (int i = 0; i < 200; i++) {
      log.on(Event.of(Event.Kind.FETCH_FAILED, "").because(Reason.PROVIDER_UNREACHABLE));
    }

    assertThat(logger.lines).hasSize(200).allMatch(line -> line.startsWith("WARNING "));
  }

  /** Formats only what the library hands over ready-made, as a message with nothing to fill in. */
  private static final class RecordingLogger implements System.Logger {

    private final List<String> lines = new ArrayList<>();

    @Override
    public String getName() {
      return "dev.latchkey";
    }

    @Override
    public boolean isLoggable(Level level) {
      return true;
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String message,
        @Nullable Throwable thrown) {
      lines.add(level + " " + message);
    }

    @Override
    public void log(
        Level level,
        @Nullable ResourceBundle bundle,
        @Nullable String format,
        @Nullable Object... params) {
      assertThat(params).as("parameters would be formatted").isNullOrEmpty();
      lines.add(level + " " + format);
    }
  }
}
