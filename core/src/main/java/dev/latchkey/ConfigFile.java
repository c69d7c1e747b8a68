package dev.latchkey;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * The properties file that {@code config} names: {@code /WEB-INF/…} of the application, {@code
 * classpath:…}, or an absolute file. UTF-8.
 */
final class ConfigFile {

  private static final String CLASS_PATH = "classpath:";
  private static final String OF_APPLICATION = "/WEB-INF/";

  private final String location;
  private final ConfigResources resources;

  ConfigFile(String location, ConfigResources resources) {
    this.location = location;
    this.resources = resources;
  }

  GivenSettings read(Problems problems) {
    GivenSettings given = new GivenSettings();
    try (InputStream in = open()) {
      if (in == null) {
        problems.add(Setting.CONFIG, "names " + location + ", which does not exist");
        return given;
      }
      OnceProperties properties = new OnceProperties(problems, location);
      properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
      properties.stringPropertyNames().stream()
          .sorted()
          .forEach(key -> take(given, key, properties.getProperty(key), problems));
    } catch (IOException | IllegalArgumentException unreadable) {
      problems.add(
          Setting.CONFIG,
          "names "
              + location
              + ", which cannot be read ("
              + unreadable.getClass().getSimpleName()
              + ")");
    }
    return given;
  }

  private void take(GivenSettings given, String key, String value, Problems problems) {
    if (Setting.named(key).filter(setting -> setting == Setting.CONFIG).isPresent()) {
      problems.add(location + " holds config; a file names no other file");
    } else if (!given.put(key, value)) {
      problems.add(location + ": " + Setting.unknown(key));
    }
  }

  private @Nullable InputStream open() throws IOException {
    if (location.startsWith(CLASS_PATH)) {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      ClassLoader found = loader == null ? ConfigFile.class.getClassLoader() : loader;
      return found.getResourceAsStream(location.substring(CLASS_PATH.length()));
    }
    if (location.startsWith(OF_APPLICATION)) {
      return resources.open(location);
    }
    Path file = Path.of(location);
    if (!file.isAbsolute()) {
      throw new IllegalArgumentException("a relative path leads to different files");
    }
    return file.toFile().exists() ? new FileInputStream(file.toFile()) : null;
  }

  /** Properties that notice a key which is set twice, where the JDK keeps the last. */
  private static final class OnceProperties extends Properties {

    private static final long serialVersionUID = 1;

    private final transient Problems problems;
    private final String location;

    OnceProperties(Problems problems, String location) {
      this.problems = problems;
      this.location = location;
    }

    @Override
    public synchronized @Nullable Object put(Object key, Object value) {
      if (containsKey(key)) {
        problems.add(location + " sets " + key + " twice");
      }
      return super.put(key, value);
    }
  }
}
