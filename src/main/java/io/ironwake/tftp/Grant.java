package io.ironwake.tftp;

import io.ironwake.wire.tftp.TftpPacket.ErrorPacket;

/** The answer to a request, with the part of its name that may be logged. */
sealed interface Grant {
  String label();

  /** Send it; whoever takes the grant closes the content. */
  record Granted(String label, Content content) implements Grant {}

  /** Say why not. */
  record Denied(String label, ErrorPacket error) implements Grant {}
}
