package io.ironwake.profile;

import java.util.ArrayList;
import java.util.List;

/**
 * A second implementation of how iPXE reads a command's arguments (core/exec.c, image/script.c),
 * for tests.
 */
final class IpxeReading {
  private IpxeReading() {}

  /** What the command would receive, its words joined by single spaces. */
  static String of(String line) {
    String physical = line.split("\n", -1)[0];
    if (physical.endsWith("\\")) {
      return "continued on the next line";
    }
    List<String> words = new ArrayList<>();
    for (String word : physical.trim().split("[ \t\r\u000b\f]+")) {
      if (word.startsWith("#") || word.equals("||") || word.equals("&&") || word.equals(";")) {
        break;
      }
      words.add(word.replaceAll("\\$\\{[^}]*}", ""));
    }
    return String.join(" ", words);
  }
}
