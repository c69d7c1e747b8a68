package dev.latchkey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.FakeTransport;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.io.TempDir;

/** What the command prints for a file with settings, and how it ends. */
abstract class ExplainCase {

  @TempDir Path folder;

  final FakeTransport transport = new FakeTransport();
  SettingsReader outside = new SettingsReader(Map.of(), Map.of());

  final Path file(Map<String, String> settings) {
    return file(
        settings.entrySet().stream()
            .map(each -> each.getKey() + "=" + each.getValue().replace("\n", "\\n\\\n  "))
            .collect(Collectors.joining("\n")));
  }

  final Path file(String text) {
    try {
      return Files.writeString(folder.resolve("latchkey.properties"), text);
    } catch (IOException broken) {
      throw new IllegalStateException(broken);
    }
  }

  /** What a page shows, which is to be what is printed. */
  static void standsOnAPage(String printed) {
    assertThat(Pages.text()).contains("\n\n" + printed.strip().indent(4) + "\n");
  }

  /** Runs the command and returns what it wrote, when it ends in this way. */
  final String printed(int code, Object... arguments) {
    List<String> words = new ArrayList<>();
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    StringWriter out = new StringWriter();
    int ended = new Explain(outside, transport, new PrintWriter(out)).run(words);
    assertThat(ended).as(out.toString()).isEqualTo(code);
    return out.toString();
  }
}
