package io.ironwake.wire.tftp;

import io.ironwake.net.Pure;
import org.apache.commons.net.tftp.TFTPErrorPacket;

/** The error codes of RFC 1350 (appendix) and RFC 2347. */
@Pure
public enum TftpError {
  /** See the text. */
  UNDEFINED(TFTPErrorPacket.UNDEFINED),
  /** The one code shim takes for a missing file (quirk 23). */
  FILE_NOT_FOUND(TFTPErrorPacket.FILE_NOT_FOUND),
  /** The name or the operation is not allowed. */
  ACCESS_VIOLATION(TFTPErrorPacket.ACCESS_VIOLATION),
  /** Disk full. */
  OUT_OF_SPACE(TFTPErrorPacket.OUT_OF_SPACE),
  /** A packet that does not fit here. */
  ILLEGAL_OPERATION(TFTPErrorPacket.ILLEGAL_OPERATION),
  /** A packet from a port that has no transfer. */
  UNKNOWN_TID(TFTPErrorPacket.UNKNOWN_TID),
  /** Only for writing. */
  FILE_EXISTS(TFTPErrorPacket.FILE_EXISTS),
  /** Only for the obsolete mail mode. */
  NO_SUCH_USER(TFTPErrorPacket.NO_SUCH_USER),
  /** Option negotiation ended by the client (RFC 2347); commons-net does not know it. */
  OPTIONS_REFUSED(8);

  private final int code;

  TftpError(int code) {
    this.code = code;
  }

  /** The number on the wire. */
  public int code() {
    return code;
  }
}
