package io.ironwake.rack;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.List;

/** What {@code diff -u} would say of two texts. */
@Pure
final class UnifiedDiff {
  private static final int CONTEXT = 3;

  /** Larger tables than this many cells are not made: the middle is shown as replaced. */
  private static final int MOST_CELLS = 4_000_000;

  /**
   * @param mark blank, minus or plus
   */
  private record Line(char mark, String text) {}

  private UnifiedDiff() {}

  /**
   * The difference, with three lines around each; empty when there is none.
   *
   * @param before {@code /dev/null} where there was nothing
   */
  static String of(String before, List<String> old, String after, List<String> now) {
    List<Line> lines = lines(old, now);
    if (lines.stream().allMatch(each -> each.mark == ' ')) {
      return "";
    }
    StringBuilder text = new StringBuilder("--- " + before + "\n+++ " + after + "\n");
    int at = 0;
    while (at < lines.size()) {
      int from = next(lines, at);
      if (from < 0) {
        break;
      }
      int to = end(lines, from);
      hunk(lines, Math.max(at, from - CONTEXT), Math.min(lines.size(), to + CONTEXT), text);
      at = Math.min(lines.size(), to + CONTEXT);
    }
    return text.toString();
  }

  private static int next(List<Line> lines, int from) {
    for (int i = from; i < lines.size(); i++) {
      if (lines.get(i).mark != ' ') {
        return i;
      }
    }
    return -1;
  }

  /** The end of changes that lie so near to each other that their surroundings meet. */
  private static int end(List<Line> lines, int from) {
    int to = from + 1;
    for (int next = next(lines, to); next >= 0 && next - to <= 2 * CONTEXT; ) {
      to = next + 1;
      next = next(lines, to);
    }
    return to;
  }

  private static void hunk(List<Line> lines, int from, int to, StringBuilder text) {
    text.append("@@ -")
        .append(range(lines, from, to, '+'))
        .append(" +")
        .append(range(lines, from, to, '-'))
        .append(" @@\n");
    lines.subList(from, to).forEach(each -> text.append(each.mark).append(each.text).append('\n'));
  }

  private static String range(List<Line> lines, int from, int to, char without) {
    long count = lines.subList(from, to).stream().filter(each -> each.mark != without).count();
    long first = lines.subList(0, from).stream().filter(each -> each.mark != without).count();
    return (count == 0 ? first : first + 1) + "," + count;
  }

  private static List<Line> lines(List<String> old, List<String> now) {
    int head = 0;
    int shorter = Math.min(old.size(), now.size());
    while (head < shorter && old.get(head).equals(now.get(head))) {
      head++;
    }
    int tail = 0;
    while (tail < shorter - head
        && old.get(old.size() - 1 - tail).equals(now.get(now.size() - 1 - tail))) {
      tail++;
    }
    List<Line> lines = new ArrayList<>();
    old.subList(0, head).forEach(each -> lines.add(new Line(' ', each)));
    middle(old.subList(head, old.size() - tail), now.subList(head, now.size() - tail), lines);
    old.subList(old.size() - tail, old.size()).forEach(each -> lines.add(new Line(' ', each)));
    return lines;
  }

  private static void middle(List<String> old, List<String> now, List<Line> lines) {
    int[][] common =
        (long) old.size() * now.size() > MOST_CELLS ? new int[0][] : commonTails(old, now);
    int i = 0;
    int j = 0;
    while (common.length > 0 && i < old.size() && j < now.size()) {
      if (old.get(i).equals(now.get(j))) {
        lines.add(new Line(' ', old.get(i++)));
        j++;
      } else if (common[i + 1][j] >= common[i][j + 1]) {
        lines.add(new Line('-', old.get(i++)));
      } else {
        lines.add(new Line('+', now.get(j++)));
      }
    }
    old.subList(i, old.size()).forEach(each -> lines.add(new Line('-', each)));
    now.subList(j, now.size()).forEach(each -> lines.add(new Line('+', each)));
  }

  /** The length of the longest common part of what follows each pair of places. */
  private static int[][] commonTails(List<String> old, List<String> now) {
    int[][] common = new int[old.size() + 1][now.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = now.size() - 1; j >= 0; j--) {
        common[i][j] =
            old.get(i).equals(now.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }
}
