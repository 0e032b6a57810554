package io.ironwake.boot;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.List;

/** Two texts line by line, as {@code diff -u} shows them. */
@Pure
final class UnifiedDiff {
  private static final int CONTEXT = 3;

  /** Lines times lines; beyond, everything between the first and the last difference changed. */
  private static final long MOST = 4_000_000;

  private final List<String> lines = new ArrayList<>();
  private final List<String> before;
  private final List<String> after;

  private UnifiedDiff(String before, String after) {
    this.before = before.lines().toList();
    this.after = after.lines().toList();
  }

  /**
   * The difference; an empty text when there is none.
   *
   * @param old what the first text is called
   * @param fresh what the second is called
   */
  static String of(String old, String before, String fresh, String after) {
    UnifiedDiff diff = new UnifiedDiff(before, after);
    diff.compare();
    if (diff.lines.stream().allMatch(line -> line.startsWith(" "))) {
      return "";
    }
    return "--- " + old + "\n+++ " + fresh + "\n" + diff.hunks();
  }

  private void compare() {
    int start = 0;
    int shortest = Math.min(before.size(), after.size());
    while (start < shortest && before.get(start).equals(after.get(start))) {
      start++;
    }
    int end = 0;
    while (end < shortest - start
        && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
      end++;
    }
    before.subList(0, start).forEach(line -> lines.add(" " + line));
    middle(before.subList(start, before.size() - end), after.subList(start, after.size() - end));
    before.subList(before.size() - end, before.size()).forEach(line -> lines.add(" " + line));
  }

  private void middle(List<String> old, List<String> fresh) {
    if ((long) old.size() * fresh.size() > MOST) {
      old.forEach(line -> lines.add("-" + line));
      fresh.forEach(line -> lines.add("+" + line));
      return;
    }
    int[][] common = common(old, fresh);
    int i = 0;
    int j = 0;
    while (i < old.size() || j < fresh.size()) {
      if (i < old.size() && j < fresh.size() && old.get(i).equals(fresh.get(j))) {
        lines.add(" " + old.get(i++));
        j++;
      } else if (j == fresh.size() || (i < old.size() && common[i + 1][j] >= common[i][j + 1])) {
        lines.add("-" + old.get(i++));
      } else {
        lines.add("+" + fresh.get(j++));
      }
    }
  }

  /** The length of the longest common sequence of lines from each pair of places on. */
  private static int[][] common(List<String> old, List<String> fresh) {
    int[][] common = new int[old.size() + 1][fresh.size() + 1];
    for (int i = old.size() - 1; i >= 0; i--) {
      for (int j = fresh.size() - 1; j >= 0; j--) {
        common[i][j] =
            old.get(i).equals(fresh.get(j))
                ? common[i + 1][j + 1] + 1
                : Math.max(common[i + 1][j], common[i][j + 1]);
      }
    }
    return common;
  }

  private String hunks() {
    StringBuilder out = new StringBuilder();
    int at = 0;
    int old = 1;
    int fresh = 1;
    while (at < lines.size()) {
      int first = nextChange(at);
      if (first == lines.size()) {
        break;
      }
      int from = Math.max(at, first - CONTEXT);
      old += from - at;
      fresh += from - at;
      int to = hunkEnd(first);
      List<String> hunk = lines.subList(from, to);
      int olds = (int) hunk.stream().filter(line -> !line.startsWith("+")).count();
      int freshes = (int) hunk.stream().filter(line -> !line.startsWith("-")).count();
      out.append("@@ -" + range(old, olds) + " +" + range(fresh, freshes) + " @@\n");
      hunk.forEach(line -> out.append(line).append('\n'));
      old += olds;
      fresh += freshes;
      at = to;
    }
    return out.toString();
  }

  private static String range(int start, int count) {
    return (count == 0 ? start - 1 : start) + "," + count;
  }

  private int nextChange(int from) {
    int at = from;
    while (at < lines.size() && lines.get(at).startsWith(" ")) {
      at++;
    }
    return at;
  }

  /** After the context of the last change that is near to the one before. */
  private int hunkEnd(int first) {
    int last = first;
    for (int next = first; next < lines.size() && next - last <= 2 * CONTEXT; ) {
      last = next;
      next = nextChange(next + 1);
    }
    return Math.min(lines.size(), last + 1 + CONTEXT);
  }
}
