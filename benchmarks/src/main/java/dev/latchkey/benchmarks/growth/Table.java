package dev.latchkey.benchmarks.growth;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Figures by size. Not thread-safe. */
final class Table {

  private final String name;
  private final String title;
  private final String size;
  private final List<String> columns;
  private final List<String> units;
  private final List<Row> rows = new ArrayList<>();

  /**
   * Begins one.
   *
   * @param size what there is more of, over the first column
   * @param plotted the columns that hold ratios, which a plot shows; they come first
   * @param others further columns
   */
  Table(String name, String title, String size, List<String> plotted, List<String> others) {
    this.name = name;
    this.title = title;
    this.size = size;
    this.columns = List.copyOf(plotted);
    this.units = List.copyOf(others);
  }

  record Row(int size, List<Double> ratios, List<Double> others) {}

  /** Adds a row; of two of the same size the later one counts. */
  void add(int ofSize, List<Double> ratios, List<Double> others) {
    rows.removeIf(row -> row.size() == ofSize);
    rows.add(new Row(ofSize, ratios, others));
    System.err.printf(Locale.ROOT, "%s, %,d: %s %s%n", name, ofSize, ratios, others);
  }

  String name() {
    return name;
  }

  String title() {
    return title;
  }

  String size() {
    return size;
  }

  List<String> plotted() {
    return columns;
  }

  List<Row> rows() {
    return List.copyOf(rows);
  }

  String markdown() {
    List<String> all = new ArrayList<>(List.of(size));
    all.addAll(columns);
    all.addAll(units);
    return "\n### "
        + title
        + "\n\n"
        + line(all)
        + "|---".repeat(all.size())
        + "|\n"
        + rows.stream().map(Table::cells).map(Table::line).collect(Collectors.joining());
  }

  private static List<String> cells(Row row) {
    List<String> cells = new ArrayList<>(List.of(String.format(Locale.ROOT, "%,d", row.size())));
    row.ratios().forEach(ratio -> cells.add(String.format(Locale.ROOT, "%.2f", ratio)));
    row.others().forEach(other -> cells.add(plain(other)));
    return cells;
  }

  private static String plain(double figure) {
    return String.format(Locale.ROOT, figure < 10 ? "%.2f" : "%,.0f", figure);
  }

  private static String line(List<String> cells) {
    return cells.stream().collect(Collectors.joining(" | ", "| ", " |\n"));
  }
}
