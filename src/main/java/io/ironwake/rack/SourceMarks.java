package io.ironwake.rack;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.List;

/**
 * Which file and line of the sender each line of a text is. Several files are sent as one text,
 * each after a comment line {@code # ironwake:file NAME}.
 *
 * @param marks in the order of the text; the first begins it
 */
@Pure
record SourceMarks(List<SourceMark> marks) {
  private static final String COMMENT = "# ironwake:file ";

  /**
   * @param name the file from here on
   * @param first the line of the text that is its first, from 0
   */
  record SourceMark(String name, int first) {}

  static SourceMarks of(String file, List<String> lines) {
    List<SourceMark> marks = new ArrayList<>(List.of(new SourceMark(file, 0)));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(COMMENT)) {
        marks.add(new SourceMark(lines.get(i).substring(COMMENT.length()).strip(), i + 1));
      }
    }
    return new SourceMarks(List.copyOf(marks));
  }

  /** The comment that begins a file. */
  static String comment(String name) {
    return COMMENT + name.replaceAll("\\s", "_") + "\n";
  }

  /** The file of a line, from 0. */
  SourceMark at(int line) {
    return marks.stream().filter(each -> each.first <= line).toList().getLast();
  }

  /** {@code file:line:column} of a place in the text, counted from 0. */
  String place(int line, int column) {
    SourceMark mark = at(line);
    return mark.name + ":" + (line - mark.first + 1) + ":" + (column + 1);
  }
}
