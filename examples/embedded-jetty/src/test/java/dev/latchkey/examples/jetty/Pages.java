package dev.latchkey.examples.jetty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What is written for readers, and where it stands. */
final class Pages {

  static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();

  private Pages() {}

  /** The README and the pages behind it, which show how Latchkey is used. */
  static Stream<Path> forUsers() {
    return Stream.concat(Stream.of(ROOT.resolve("README.md")), below("docs"));
  }

  /** These and all others with links of their own. */
  static Stream<Path> all() {
    return Stream.of(below(""), below("docs"), below("testkit")).flatMap(pages -> pages);
  }

  static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> below(String folder) {
    try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
      return List.copyOf(files.filter(file -> file.toString().endsWith(".md")).sorted().toList())
          .stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
