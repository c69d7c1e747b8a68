package dev.latchkey;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file that {@code config} names: {@code /WEB-INF/…} of the application, {@code classpath:…},
 * or an absolute file. UTF-8. Properties, or what Keycloak's adapters read where the name ends in
 * {@code .json}.
 */
final class ConfigFile {

  private static final String CLASS_PATH = "classpath:";
  private static final String OF_APPLICATION = "/WEB-INF/";
  private static final String KEYCLOAK = ".json";
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private final String location;
  private final ConfigResources resources;

  ConfigFile(String location, ConfigResources resources) {
    this.location = location;
    this.resources = resources;
  }

  /**
   * Reads the file.
   *
   * @param own what is set already: a problem of what it stands in for is none
   * @param outside where placeholders of a {@code keycloak.json} are looked up; {@code null} for
   *     nowhere
   */
  GivenSettings read(GivenSettings own, @Nullable SettingsReader outside, Problems problems) {
    String text = text(problems);
    if (text == null) {
      return new GivenSettings();
    }
    return location.endsWith(KEYCLOAK)
        ? KeycloakFile.read(location, text, own, new Placeholders(outside), problems)
        : properties(text, problems);
  }

  private GivenSettings properties(String text, Problems problems) {
    GivenSettings given = new GivenSettings();
    Map<String, String> settings =
        PropertiesText.read(text, problem -> problems.add(location + ": " + problem));
    boolean namesAnother =
        settings
            .keySet()
            .removeIf(key -> SettingNames.named(key).filter(Setting.CONFIG::equals).isPresent());
    if (namesAnother) {
      problems.add(location + " holds config; a file names no other file");
    }
    given.putOnce(settings, problem -> problems.add(location + ": " + problem));
    return given;
  }

  /** The text; {@code null}, and a problem told, when there is none. */
  private @Nullable String text(Problems problems) {
    try (InputStream in = open()) {
      if (in != null) {
        return decoded(in.readAllBytes());
      }
      tell(problems, "which does not exist");
    } catch (CharacterCodingException foreign) {
      tell(
          problems, "which is not UTF-8, or begins with a byte order mark; save it as plain UTF-8");
    } catch (IOException unreadable) {
      tell(problems, "which cannot be read (" + unreadable.getClass().getSimpleName() + ")");
    } catch (IllegalArgumentException relative) {
      tell(
          problems,
          "which is neither /WEB-INF/…, classpath:… nor an absolute path; a relative one would"
              + " lead to different files");
    }
    return null;
  }

  private void tell(Problems problems, String what) {
    problems.add(Setting.CONFIG, "names " + location + ", " + what);
  }

  /** Decodes without repairing: a replaced byte could turn one value into another. */
  private static String decoded(byte[] bytes) throws CharacterCodingException {
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    if (text.startsWith(BYTE_ORDER_MARK)) {
      throw new CharacterCodingException();
    }
    return text;
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
}
