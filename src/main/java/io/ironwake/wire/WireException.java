package io.ironwake.wire;

import io.ironwake.net.Pure;

/**
 * Bytes from the wire that do not form a message. Codecs throw nothing else, whatever the bytes
 * are.
 *
 * <p>It carries no stack trace: it describes a peer's packet, and a flood of bad packets must stay
 * cheap.
 */
@Pure
public final class WireException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int offset;
  private final String why;

  /**
   * @param offset where decoding stopped, in bytes from the start of the packet or option value
   * @param why what was wrong there, for a log line
   */
  public WireException(int offset, String why) {
    super(why + " at byte " + offset, null, false, false);
    this.offset = offset;
    this.why = why;
  }

  /** The same fault, seen as part of something larger: the message starts with its name. */
  public WireException within(String part) {
    return new WireException(offset, part + ": " + why);
  }

  /** Where decoding stopped, in bytes from the start of the packet or option value, from 0 on. */
  public int offset() {
    return offset;
  }
}
