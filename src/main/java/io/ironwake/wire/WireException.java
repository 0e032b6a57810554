package io.ironwake.wire;

import io.ironwake.net.Pure;

/**
 * Bytes from the wire that do not form a message. Codecs throw nothing else, whatever the bytes are.
 *
 * <p>It carries no stack trace: it describes a peer's packet, and a flood of bad packets must stay cheap.
 */
@Pure
public final class WireException extends Exception {
  private static final long serialVersionUID = 1L;

  private final int offset;

  /**
   * @param offset where decoding stopped, in bytes from the start of the packet or option value
   * @param why what was wrong there, for a log line
   */
  public WireException(int offset, String why) {
    super(why + " at byte " + offset, null, false, false);
    this.offset = offset;
  }

  /** Where decoding stopped, in bytes from the start of the packet or option value, from 0 on. */
  public int offset() {
    return offset;
  }
}
