package dev.latchkey;

import java.io.PrintWriter;

/** Prints lines that fit a narrow terminal. What goes on stands further right than its line. */
final class NarrowText {

  private static final int COLUMNS = 78;
  private static final int FURTHER = 4;

  private final PrintWriter out;

  NarrowText(PrintWriter out) {
    this.out = out;
  }

  /** Prints each line of a text. A word is never broken, so that an address can be copied. */
  void print(String text) {
    text.lines().forEach(this::line);
  }

  private void line(String line) {
    int indent = line.length() - line.stripLeading().length();
    StringBuilder written = new StringBuilder();
    for (String word : line.stripLeading().split(" ")) {
      if (written.isEmpty()) {
        written.append(" ".repeat(indent));
      } else if (written.length() + 1 + word.length() <= COLUMNS) {
        written.append(' ');
      } else {
        out.println(written);
        written.setLength(0);
        written.append(" ".repeat(indent + FURTHER));
      }
      written.append(word);
    }
    out.println(written);
  }
}
