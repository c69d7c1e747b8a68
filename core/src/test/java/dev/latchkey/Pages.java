package dev.latchkey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What users read: the README, and the pages in {@code docs}. */
public final class Pages {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private Pages() {}

  static Stream<Path> all() {
    try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
      Stream<Path> pages = docs.filter(file -> file.toString().endsWith(".md")).sorted();
      return Stream.concat(Stream.of(page("README.md")), pages.toList().stream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path page(String name) {
    return ROOT.resolve(name);
  }

  static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All of it, where it does not matter which page says something. */
  public static String text() {
    return all().map(Pages::read).collect(Collectors.joining("\n"));
  }
}
