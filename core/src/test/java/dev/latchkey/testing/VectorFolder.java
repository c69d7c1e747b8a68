package dev.latchkey.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The folder of the foreign test vectors: they have licences of their own and are read in place.
 * Without {@code -Dlatchkey.vectors} a test that asks for them is skipped, or fails where {@code
 * -Dlatchkey.vectors.required=true} says that it must not be.
 */
public final class VectorFolder {

  private VectorFolder() {}

  /** A file or folder in it. */
  public static Path path(String first, String... more) {
    String folder = System.getProperty("latchkey.vectors", "");
    if (folder.isEmpty()) {
      assertThat(Boolean.getBoolean("latchkey.vectors.required"))
          .as("-Dlatchkey.vectors.required=true needs -Dlatchkey.vectors too")
          .isFalse();
    }
    assumeTrue(!folder.isEmpty(), "set -Dlatchkey.vectors to the folder of the foreign vectors");
    return Path.of(folder, first).resolve(Path.of("", more));
  }

  /** The files of a folder in it, by name. */
  public static List<Path> files(String first, String... more) {
    try (Stream<Path> files = Files.list(path(first, more))) {
      return files.filter(file -> file.toString().endsWith(".json")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The JSON object in a file. */
  public static Map<String, Object> json(Path file) {
    try {
      Map<String, Object> json = Json.readObject(Files.readAllBytes(file));
      assertThat(json).as(file.toString()).isNotNull();
      return json;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A member that is an object. */
  @SuppressWarnings("unchecked") // the reader makes no other maps
  public static Map<String, Object> object(Map<String, Object> in, String name) {
    return (Map<String, Object>) in.get(name);
  }

  /** A member that is an array of objects. */
  @SuppressWarnings("unchecked") // as above; an element that is no object shows at its first use
  public static List<Map<String, Object>> objects(Map<String, Object> in, String name) {
    return (List<Map<String, Object>>) in.get(name);
  }
}
