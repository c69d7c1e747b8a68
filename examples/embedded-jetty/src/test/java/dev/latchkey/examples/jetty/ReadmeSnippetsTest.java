package dev.latchkey.examples.jetty;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the README and the pages in docs show is what the examples compile, deploy and run. */
class ReadmeSnippetsTest {

  private static final Pattern SHOWN =
      Pattern.compile("<!-- snippet: (.+?) -->\n```\\w+\n(.*?)\n```", Pattern.DOTALL);
  private static final Pattern CODE =
      Pattern.compile("(?ms)(?<!-->\n)^```(?:java|nginx)\n.*?^```$");
  private static final Map<String, Pattern> COMPILED =
      Map.of(
          ".java", compiled("// ", ""),
          ".xml", compiled("<!-- ", " -->"),
          ".properties", compiled("# ", ""),
          ".conf", compiled("# ", ""));

  static Stream<Path> pages() {
    return Pages.forUsers();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everySnippetOfAPageIsCompiledCode(Path page) throws IOException {
    Map<String, String> compiled = compiled();

    shown(page).forEach((name, code) -> assertThat(code).as(name).isEqualTo(compiled.get(name)));
    assertThat(CODE.matcher(Pages.read(page)).results().map(found -> found.group()))
        .as("code that is cut from nowhere")
        .isEmpty();
  }

  @Test
  void everyCompiledSnippetStandsOnAPage() throws IOException {
    assertThat(pages().flatMap(page -> shown(page).keySet().stream()).collect(toSet()))
        .isNotEmpty()
        .containsAll(compiled().keySet());
  }

  private static Map<String, String> compiled() throws IOException {
    Map<String, String> snippets = new LinkedHashMap<>();
    for (Map.Entry<String, Pattern> kind : COMPILED.entrySet()) {
      for (Path source : sources(kind.getKey())) {
        find(kind.getValue(), Files.readString(source))
            .forEach(
                (name, code) ->
                    assertThat(snippets.put(name, code.stripIndent())).as(name).isNull());
      }
    }
    return snippets;
  }

  private static Pattern compiled(String open, String close) {
    String begin = Pattern.quote(open) + "readme: (.+?)" + Pattern.quote(close) + "\n";
    return Pattern.compile(
        begin + "(.*?)\n+ *" + Pattern.quote(open + "end" + close), Pattern.DOTALL);
  }

  private static List<Path> sources(String ending) throws IOException {
    try (Stream<Path> files = Files.walk(Pages.ROOT.resolve("examples"))) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .filter(file -> file.toString().contains("/src/"))
          .toList();
    }
  }

  private static Map<String, String> shown(Path page) {
    return find(SHOWN, Pages.read(page));
  }

  private static Map<String, String> find(Pattern pattern, String text) {
    Map<String, String> found = new LinkedHashMap<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.put(matcher.group(1), matcher.group(2));
    }
    return found;
  }
}
