package dev.latchkey.benchmarks.growth;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A table's ratios as curves: sizes by their logarithm to the right, the ratio upwards from 0. */
final class Plot {

  private static final int WIDTH = 640;
  private static final int HEIGHT = 260;
  private static final int LEFT = 50;
  private static final int RIGHT = 160;
  private static final int BORDER = 30;
  private static final List<String> COLOURS = List.of("#1b6ac9", "#c9501b", "#2a8a4a", "#7a4ac9");

  private final Table table;
  private final double highest;

  Plot(Table table) {
    this.table = table;
    this.highest =
        Math.max(
            2,
            Math.ceil(
                table.rows().stream()
                    .flatMap(row -> row.ratios().stream())
                    .mapToDouble(Double::doubleValue)
                    .max()
                    .orElse(1)));
  }

  String svg() {
    StringBuilder svg = new StringBuilder();
    svg.append(
        text(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                + " font-family=\"sans-serif\" font-size=\"12\">%n"
                + "<rect width=\"100%%\" height=\"100%%\" fill=\"white\"/>%n",
            WIDTH, HEIGHT));
    for (int i = 0; i <= 4; i++) {
      svg.append(heightLine(highest * i / 4));
    }
    table.rows().forEach(row -> svg.append(label(x(row), HEIGHT - 10, "middle", row.size())));
    svg.append(
        text("<text x=\"%d\" y=\"18\">times the smallest, by %s</text>%n", LEFT, table.size()));
    for (int i = 0; i < table.plotted().size(); i++) {
      svg.append(curve(i));
    }
    return svg.append("</svg>\n").toString();
  }

  private String heightLine(double ratio) {
    return text(
        "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\" stroke=\"#dddddd\"/>%n"
            + "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%.1f</text>%n",
        LEFT, y(ratio), WIDTH - RIGHT, y(ratio), LEFT - 6, y(ratio) + 4, ratio);
  }

  private String curve(int column) {
    List<Table.Row> rows = table.rows();
    String points =
        rows.stream()
            .map(row -> text("%.1f,%.1f", x(row), y(row.ratios().get(column))))
            .collect(Collectors.joining(" "));
    double end = y(rows.get(rows.size() - 1).ratios().get(column));
    String colour = COLOURS.get(column % COLOURS.size());
    return text(
        "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>%n"
            + "<text x=\"%d\" y=\"%d\" fill=\"%s\">%s (%.1f)</text>%n",
        points,
        colour,
        WIDTH - RIGHT + 8,
        BORDER + 10 + 18 * column,
        colour,
        table.plotted().get(column),
        (y(0) - end) / (y(0) - y(1)));
  }

  private static String label(double x, int y, String anchor, int value) {
    return text("<text x=\"%.1f\" y=\"%d\" text-anchor=\"%s\">%,d</text>%n", x, y, anchor, value);
  }

  private double x(Table.Row row) {
    List<Table.Row> rows = table.rows();
    double least = Math.log(rows.get(0).size());
    double most = Math.log(rows.get(rows.size() - 1).size());
    double share = most > least ? (Math.log(row.size()) - least) / (most - least) : 0;
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  private double y(double ratio) {
    return HEIGHT - BORDER - ratio / highest * (HEIGHT - 2 * BORDER);
  }

  private static String text(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}
