package io.ironwake.tftp;

import io.ironwake.net.Pure;
import java.util.Locale;

/** How a transfer ended. */
@Pure
enum Outcome {
  /** The last block was acknowledged. */
  COMPLETE,
  /** The client left at the start with error 0 or 8: it wanted the size (quirk 25). Normal. */
  PROBED,
  /** The client sent an error. */
  ABORTED,
  /** The client fell silent. */
  TIMED_OUT,
  /** The client sent something a reader does not send. */
  VIOLATED,
  /** The same port asked for a file again, so the client had started over. */
  REPLACED,
  /** Dropped before its first acknowledgement to make room. */
  EVICTED,
  /** We could not go on: the file could not be read, or we are shutting down. */
  BROKEN;

  /** The word in logs and metrics. */
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
