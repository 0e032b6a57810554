package io.ironwake.asset;

import java.io.IOException;

/**
 * A release cannot be had, and trying again changes nothing: the message names the fix. Any other
 * {@link IOException} of a transfer may pass by itself.
 */
final class MirrorException extends IOException {
  private static final long serialVersionUID = 1L;

  MirrorException(String message) {
    super(message);
  }
}
