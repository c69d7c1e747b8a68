package dev.latchkey.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
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
