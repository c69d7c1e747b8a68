package dev.latchkey.benchmarks.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A Markdown file of sections between marks, one for each command that writes there. */
public final class ResultsFile {

  private final Path file;

  /** Takes the file, which need not exist. */
  public ResultsFile(Path file) {
    this.file = file;
  }

  /** Replaces the section of that name, or adds it at the end. */
  public void write(String name, String markdown) throws IOException {
    String begin = "<!-- begin " + name + " -->\n";
    String end = "<!-- end " + name + " -->\n";
    String section = begin + markdown.strip() + "\n" + end;
    String old = Files.exists(file) ? Files.readString(file) : "# Results\n";
    int from = old.indexOf(begin);
    int to = old.indexOf(end, Math.max(from, 0));
    if ((from < 0) != (to < 0)) {
      throw new IOException(file + " has only one of the two marks of " + name);
    }
    Files.writeString(
        file,
        from < 0
            ? old.stripTrailing() + "\n\n" + section
            : old.substring(0, from) + section + old.substring(to + end.length()));
  }
}
