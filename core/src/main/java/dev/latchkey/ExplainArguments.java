package dev.latchkey;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * What the command line asks to be explained.
 *
 * @param config as the setting {@code config} has it
 * @param name the application's, where its environment has one
 */
record ExplainArguments(
    String config, Optional<String> name, boolean checksProvider, List<ExplainedRequest> requests) {

  static final String USAGE =
      """
      Usage: explain [--check-provider] [--name NAME] CONFIG [METHOD PATH]...

        CONFIG            the settings file, or a keycloak.json: a path, or
                          classpath:...
        METHOD PATH       a request to explain, such as GET /api/orders
                          (the path as clients write it, below the
                          application's root)
        --check-provider  contact the providers, say what does not fit
        --name NAME       the name under which the environment is read

      System properties and environment variables count as in a start.
      Exit code: 0 sound, 1 problems, 2 wrong usage.
      """;

  private static final String CLASS_PATH = "classpath:";

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException telling what is wrong
   */
  static ExplainArguments read(List<String> arguments) {
    boolean checksProvider = false;
    Optional<String> name = Optional.empty();
    List<String> words = new ArrayList<>();
    for (Iterator<String> rest = arguments.iterator(); rest.hasNext(); ) {
      String word = rest.next();
      if (word.equals("--check-provider")) {
        checksProvider = true;
      } else if (word.equals("--name") && rest.hasNext()) {
        name = Optional.of(rest.next());
      } else if (word.startsWith("--")) {
        throw new IllegalArgumentException("unknown option " + word);
      } else {
        words.add(word);
      }
    }
    if (words.isEmpty()) {
      throw new IllegalArgumentException("CONFIG is missing");
    }
    return new ExplainArguments(config(words.get(0)), name, checksProvider, requests(words));
  }

  /** A start takes no relative path, since it has no folder of its own; a command line has one. */
  private static String config(String word) {
    return word.startsWith(CLASS_PATH) ? word : Path.of(word).toAbsolutePath().toString();
  }

  private static List<ExplainedRequest> requests(List<String> words) {
    if (words.size() % 2 == 0) {
      throw new IllegalArgumentException("METHOD and PATH come in pairs");
    }
    List<ExplainedRequest> requests = new ArrayList<>();
    for (int i = 1; i < words.size(); i += 2) {
      requests.add(ExplainedRequest.of(words.get(i), words.get(i + 1)));
    }
    return requests;
  }
}
