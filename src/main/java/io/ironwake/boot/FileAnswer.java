package io.ironwake.boot;

import io.ironwake.asset.VerifiedAsset;
import java.nio.file.Path;
import java.util.Optional;

/** What a door may deliver for a file name, each refusal with the reason the operator reads. */
public sealed interface FileAnswer {
  /** A document made for this client. */
  record Bytes(byte[] content) implements FileAnswer {}

  /**
   * A file of {@code size} bytes to send as it is.
   *
   * @param sha256 lower-case hex of its content, where that is known already
   */
  record OnDisk(Path file, long size, Optional<String> sha256) implements FileAnswer {
    public OnDisk(Path file, long size) {
      this(file, size, Optional.empty());
    }

    static OnDisk of(VerifiedAsset asset) {
      return new OnDisk(asset.path(), asset.size(), Optional.of(asset.sha256()));
    }
  }

  /** There is no such file: TFTP error 1 (quirk 23), HTTP 404. */
  record NotFound(String reason) implements FileAnswer {}

  /** The file is not for this client: TFTP error 2, HTTP 403. */
  record Refused(String reason) implements FileAnswer {}

  /** We cannot decide now, by our own fault: TFTP error 0 with a text, HTTP 503. */
  record Trouble(String reason) implements FileAnswer {}
}
