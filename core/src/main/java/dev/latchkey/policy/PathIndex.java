package dev.latchkey.policy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Narrows many lines down to those that may be for a path, so that a decision costs the same with
 * ten lines and with ten thousand: a tree of segments, with a line where its path has led. It only
 * ever names too many; the patterns themselves decide. Expressions stand where their plain
 * beginning ends. Thread-safe once filled.
 */
final class PathIndex {

  private final Node root = new Node();

  /** What has been read of a path so far. */
  private static final class Node {
    private final Map<String, Node> literals = new HashMap<>();
    private @Nullable Node any;
    private final Numbers here = new Numbers();
    private final Numbers below = new Numbers();

    private Node after(Segment segment) {
      if (segment instanceof Segment.Literal literal) {
        return literals.computeIfAbsent(literal.text(), text -> new Node());
      }
      if (any == null) {
        any = new Node();
      }
      return any;
    }
  }

  /** Some line numbers. */
  private static final class Numbers {
    private int[] numbers = {};
    private int count;

    private void add(int number) {
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, Math.max(4, 2 * count));
      }
      numbers[count++] = number;
    }

    private void addAll(Numbers others) {
      for (int i = 0; i < others.count; i++) {
        add(others.numbers[i]);
      }
    }

    private int[] sorted() {
      int[] sorted = Arrays.copyOf(numbers, count);
      Arrays.sort(sorted);
      return sorted;
    }
  }

  /** Adds a line by a number of the caller's. */
  void add(int number, Rule rule) {
    for (PathPattern path : rule.paths()) {
      if (path instanceof PathTemplate template) {
        Node node = root;
        for (Segment segment : template.segments()) {
          node = node.after(segment);
        }
        (template.hasAnyRest() ? node.below : node.here).add(number);
      } else {
        atPlainStart(path.commonStart()).below.add(number);
      }
    }
  }

  /** The last segment may be the beginning of longer ones, so it leads nowhere. */
  private Node atPlainStart(String start) {
    Node node = root;
    int from = 1;
    for (int to = start.indexOf('/', from); to >= 0; to = start.indexOf('/', from)) {
      node = node.after(new Segment.Literal(start.substring(from, to)));
      from = to + 1;
    }
    return node;
  }

  /**
   * The numbers of all lines that may be for a path, in ascending order; one with several paths may
   * be there several times.
   *
   * @param path begins with a slash
   */
  int[] candidates(String path) {
    Numbers found = new Numbers();
    // /a and /a/ are the same
    int end = path.endsWith("/") ? path.length() - 1 : path.length();
    collect(root, path, 0, end, found);
    return found.sorted();
  }

  private static void collect(Node node, String path, int slash, int end, Numbers found) {
    found.addAll(node.below);
    if (slash >= end) {
      found.addAll(node.here);
      return;
    }
    int next = path.indexOf('/', slash + 1);
    int stop = next < 0 || next > end ? end : next;
    Node literal =
        node.literals.isEmpty() ? null : node.literals.get(path.substring(slash + 1, stop));
    if (literal != null) {
      collect(literal, path, stop, end, found);
    }
    if (node.any != null) {
      collect(node.any, path, stop, end, found);
    }
  }
}
