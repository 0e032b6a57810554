package io.ironwake.sim.ipxe;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A script cut into lines as iPXE cuts them (iPXE src/image/script.c): a backslash at the end
 * continues the line, a carriage return before the line feed is dropped, and {@code :label} may be
 * followed by a command.
 *
 * @param lines in order, the magic line included
 */
@Pure
public record IpxeScript(List<Line> lines) {

  /**
   * One logical line.
   *
   * @param number its first physical line, from 1 on
   * @param label the label it defines
   * @param command what is left, possibly blank
   */
  @Pure
  public record Line(int number, Optional<String> label, String command) {
    private static Line of(int number, String text) {
      String stripped = text.stripLeading();
      if (!stripped.startsWith(":")) {
        return new Line(number, Optional.empty(), stripped);
      }
      String[] parts = stripped.substring(1).split("\\s", 2);
      return new Line(number, Optional.of(parts[0]), parts.length > 1 ? parts[1] : "");
    }
  }

  public IpxeScript {
    lines = List.copyOf(lines);
  }

  /**
   * True when iPXE takes the bytes for a script: {@code #!ipxe} or {@code #!gpxe} and white space.
   */
  public static boolean isScript(String text) {
    return text.matches("(?s)#!(ipxe|gpxe)\\s.*");
  }

  /**
   * Cuts a script into lines.
   *
   * @throws IpxeException when the magic line is missing
   */
  public static IpxeScript parse(String text) {
    if (!isScript(text)) {
      throw new IpxeException("not an iPXE script: it must begin with the line #!ipxe");
    }
    List<Line> lines = new ArrayList<>();
    StringBuilder joined = new StringBuilder();
    int first = 1;
    int number = 0;
    for (String physical : text.split("\n", -1)) {
      number++;
      joined.append(
          physical.endsWith("\r") ? physical.substring(0, physical.length() - 1) : physical);
      if (!joined.isEmpty() && joined.charAt(joined.length() - 1) == '\\') {
        joined.setLength(joined.length() - 1);
      } else {
        lines.add(Line.of(first, joined.toString()));
        joined.setLength(0);
        first = number + 1;
      }
    }
    return new IpxeScript(lines);
  }

  /** The index of the first line with that label. */
  public OptionalInt find(String label) {
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).label().filter(label::equals).isPresent()) {
        return OptionalInt.of(i);
      }
    }
    return OptionalInt.empty();
  }
}
