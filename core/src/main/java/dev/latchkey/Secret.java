package dev.latchkey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A value that nobody may read but the code that needs it: it is never printed, logged or put into
 * a message. Immutable.
 */
public final class Secret {

  private final @Nullable Path file;
  private final Supplier<String> source;

  private Secret(@Nullable Path file, Supplier<String> source) {
    this.file = file;
    this.source = source;
  }

  /** A secret that the application has at hand. Prefer a file, which a heap dump does not show. */
  public static Secret of(String value) {
    return new Secret(null, () -> value);
  }

  /**
   * A secret in a file, read when the application starts; one newline at its end is dropped. A file
   * that is missing or cannot be read is a problem that stops the start.
   */
  public static Secret fromFile(Path file) {
    return new Secret(file, () -> read(file));
  }

  private static String read(Path file) {
    try {
      String text = Files.readString(file);
      String secret = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
      return checked(
          file, secret.endsWith("\r") ? secret.substring(0, secret.length() - 1) : secret);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "the file " + file + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  private static String checked(Path file, String secret) {
    if (secret.isBlank()) {
      throw new IllegalArgumentException("the file " + file + " is empty");
    }
    if (secret.contains("${")) {
      throw new IllegalArgumentException(
          "the file " + file + " holds a placeholder that nobody replaced");
    }
    return secret;
  }

  /**
   * Reads the value.
   *
   * @throws IllegalArgumentException when it cannot be read
   */
  String value() {
    return source.get();
  }

  /** The file that it is in; empty for a value. */
  Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /** Where the secret comes from, not what it is. */
  @Override
  public String toString() {
    return "Secret[" + (file == null ? "a value" : "the file " + file) + "]";
  }
}
