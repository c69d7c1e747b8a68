package dev.latchkey.examples.jetty;

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

/** What the README shows is what the examples compile, deploy and run. */
class ReadmeSnippetsTest {

  private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
  private static final Pattern SHOWN =
      Pattern.compile("<!-- snippet: (.+?) -->\n```\\w+\n(.*?)\n```", Pattern.DOTALL);
  private static final Map<String, Pattern> COMPILED =
      Map.of(
          ".java", compiled("// ", ""),
          ".xml", compiled("<!-- ", " -->"),
          ".properties", compiled("# ", ""));

  @Test
  void everySnippetOfTheReadmeIsCompiledCode() throws IOException {
    Map<String, String> shown = find(SHOWN, Files.readString(ROOT.resolve("README.md")));
    assertThat(shown).isNotEmpty();
    assertThat(shown).containsExactlyInAnyOrderEntriesOf(compiled());
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
    try (Stream<Path> files = Files.walk(ROOT.resolve("examples"))) {
      return files
          .filter(file -> file.toString().endsWith(ending))
          .filter(file -> file.toString().contains("/src/"))
          .toList();
    }
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
