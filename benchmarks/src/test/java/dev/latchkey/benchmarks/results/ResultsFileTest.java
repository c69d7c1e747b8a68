package dev.latchkey.benchmarks.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsFileTest {

  @TempDir Path folder;

  @Test
  void aRerunReplacesItsOwnSectionAndNothingElse() throws IOException {
    Path path = folder.resolve("RESULTS.md");
    Files.writeString(path, "# Results\n\nWhat they mean.\n");
    ResultsFile file = new ResultsFile(path);
    file.write("one", "## One\n\nold");
    file.write("two", "## Two");
    file.write("one", "## One\n\nnew");

    assertThat(path)
        .hasContent(
            """
            # Results

            What they mean.

            <!-- begin one -->
            ## One

            new
            <!-- end one -->

            <!-- begin two -->
            ## Two
            <!-- end two -->
            """);
  }

  @Test
  void aMarkThatIsAloneIsNotGuessedAbout() throws IOException {
    Path path = folder.resolve("RESULTS.md");
    Files.writeString(path, "<!-- begin one -->\nold\n");

    assertThatThrownBy(() -> new ResultsFile(path).write("one", "new"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("only one of the two marks of one");
    assertThat(path).hasContent("<!-- begin one -->\nold\n");
  }
}
