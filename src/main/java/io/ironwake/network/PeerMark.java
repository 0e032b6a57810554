package io.ironwake.network;

import io.ironwake.net.Pure;
import io.ironwake.wire.Octets;
import io.ironwake.wire.dhcp.DhcpMessage;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How two Ironwakes on one link know each other: the probe of one carries this mark, and another
 * answers it with its own and nothing else. Clients never send or see it.
 *
 * @param installation the database's own id, 16 hex digits: equal for replicas of one installation
 * @param mode what the sender does on the link, such as {@code full}
 */
@Pure
public record PeerMark(String installation, String mode) {
  /** Site-specific (RFC 3942 §2.1 leaves 224 to 254 to each site). */
  public static final int OPTION = 224;

  private static final Pattern FORM = Pattern.compile("Ironwake 1 ([0-9a-f]{16}) ([a-z-]{1,32})");

  public PeerMark {
    if (!FORM.matcher("Ironwake 1 " + installation + " " + mode).matches()) {
      throw new IllegalArgumentException(
          "a peer mark needs 16 hex digits and a word, got '" + installation + "', '" + mode + "'");
    }
  }

  /** The mark in a message, if it has a good one. */
  public static Optional<PeerMark> of(DhcpMessage message) {
    return message
        .options()
        .raw(OPTION)
        .map(value -> FORM.matcher(value.latin1()))
        .filter(Matcher::matches)
        .map(read -> new PeerMark(read.group(1), read.group(2)));
  }

  /** The option's value. */
  public Octets value() {
    return Octets.latin1("Ironwake 1 " + installation + " " + mode);
  }
}
