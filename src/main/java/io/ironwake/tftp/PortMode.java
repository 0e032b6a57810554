package io.ironwake.tftp;

import io.ironwake.net.Pure;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** From which port of ours a transfer is sent. */
@Pure
public sealed interface PortMode {
  /**
   * All from the port the client asked: NAT, firewalls and Kubernetes need to know that one only.
   */
  @Pure
  record Single() implements PortMode {}

  /**
   * Each from a port of its own, as RFC 1350 §4 has it: for clients that refuse an answer from the
   * port they asked.
   *
   * @param from the lowest port, 1 to 65535
   * @param to the highest port
   */
  @Pure
  record Ephemeral(int from, int to) implements PortMode {
    /** Checks the range. */
    public Ephemeral {
      if (from < 1 || to > 0xFFFF || from > to) {
        throw new IllegalArgumentException(
            "the TFTP port range "
                + from
                + "-"
                + to
                + " holds no port; write it as 30000-30999, between 1 and 65535");
      }
    }

    private static final Pattern RANGE = Pattern.compile("(\\d{1,5})-(\\d{1,5})");

    /**
     * Reads a range such as {@code 30000-30999}.
     *
     * @throws IllegalArgumentException naming the text and the form
     */
    public static Ephemeral parse(String range) {
      Matcher ports = RANGE.matcher(range);
      if (!ports.matches()) {
        throw new IllegalArgumentException(
            "'" + range + "' is no TFTP port range; write it as 30000-30999");
      }
      return new Ephemeral(Integer.parseInt(ports.group(1)), Integer.parseInt(ports.group(2)));
    }
  }
}
