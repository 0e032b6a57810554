package io.ironwake.tftp;

import io.ironwake.net.Pure;
import io.ironwake.wire.tftp.TftpPacket;

/** What the server is to do after a step of a {@link Transfer}, in order. */
@Pure
sealed interface Action {
  /** Send a packet that needs no file. */
  @Pure
  record Send(TftpPacket packet) implements Action {}

  /** Read the blocks from the first to the last from the file and send them in one burst. */
  @Pure
  record SendBlocks(long first, long last) implements Action {}

  /** Forget the transfer; always the last action. */
  @Pure
  record Finish(Outcome outcome) implements Action {}
}
