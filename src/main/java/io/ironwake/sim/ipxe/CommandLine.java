package io.ironwake.sim.ipxe;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.List;

/**
 * A line's commands with what joins them (iPXE src/core/exec.c): {@code ||}, {@code &&} and {@code
 * ;} as words of their own, and a word that begins with {@code #} ends the line.
 */
@Pure
record CommandLine(List<Part> parts) {

  /** When the next command runs. */
  enum Joint {
    ON_FAILURE,
    ON_SUCCESS,
    ALWAYS,
    END
  }

  /**
   * One command.
   *
   * @param words not yet expanded; none is a command that does nothing, successfully
   * @param joint what the next command depends on
   */
  record Part(List<String> words, Joint joint) {}

  static CommandLine parse(String command) {
    List<Part> parts = new ArrayList<>();
    List<String> words = new ArrayList<>();
    for (String word : command.strip().split("\\s+")) {
      if (word.startsWith("#")) {
        break;
      }
      Joint joint = joint(word);
      if (joint != Joint.END) {
        parts.add(new Part(List.copyOf(words), joint));
        words.clear();
      } else if (!word.isEmpty()) {
        words.add(word);
      }
    }
    parts.add(new Part(List.copyOf(words), Joint.END));
    return new CommandLine(List.copyOf(parts));
  }

  private static Joint joint(String word) {
    return switch (word) {
      case "||" -> Joint.ON_FAILURE;
      case "&&" -> Joint.ON_SUCCESS;
      case ";" -> Joint.ALWAYS;
      default -> Joint.END;
    };
  }
}
