package io.ironwake.boot;

import io.ironwake.image.Splice;
import java.nio.file.Path;
import java.time.Instant;

/** What {@code /media/{token}/{file}} sends. */
sealed interface Media {
  /** Something small and whole, made for this machine. */
  record Whole(String contentType, byte[] content) implements Media {
    /** Without the content, which holds tokens. */
    @Override
    public String toString() {
      return "Whole[" + contentType + "]";
    }
  }

  /**
   * An image with some bytes of ours in it.
   *
   * @param size of image and answer
   * @param etag strong, quotes included: of the image, and of the menu it has now
   * @param splice empty patches where the range holds none
   */
  record Image(Path file, long size, String etag, Instant modified, Splice splice)
      implements Media {}

  /** There is no such link: 404. */
  record Unknown() implements Media {}

  /** The link gives nothing now: 410, with the reason. */
  record Over(String reason) implements Media {}
}
