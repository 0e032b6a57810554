package io.ironwake.image;

import io.ironwake.net.Pure;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A text put in the place of another in an ISO image, whose length stays what it was: the rest of
 * the place is line ends, and where the text is longer than the one before, the folders are told
 * so. Nothing else of the image moves, so that its other catalogues, boot records and partition
 * tables stay right.
 */
@Pure
public final class IsoPatch {
  private IsoPatch() {}

  /**
   * The place.
   *
   * @param position of the text in the image
   * @param length of the text that is there
   * @param room the bytes up to the next file
   * @param lengths where its length stands, in both byte orders each
   */
  @Pure
  public record Place(long position, int length, int room, List<Long> lengths) {
    public Place {
      lengths = List.copyOf(lengths);
    }
  }

  /**
   * @throws IllegalArgumentException when there is no room for the text, with both lengths
   */
  public static Splice of(Place place, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    if (bytes.length > place.room) {
      throw new IllegalArgumentException(
          "the menu needs "
              + bytes.length
              + " bytes and the image has room for "
              + place.room
              + "; remove kernel arguments");
    }
    int length = Math.max(bytes.length, place.length);
    byte[] padded = Arrays.copyOf(bytes, length);
    Arrays.fill(padded, bytes.length, length, (byte) '\n');
    List<Splice.Patch> patches = new ArrayList<>();
    patches.add(new Splice.Patch(place.position, padded));
    if (length != place.length) {
      byte[] both =
          ByteBuffer.allocate(8)
              .order(ByteOrder.LITTLE_ENDIAN)
              .putInt(length)
              .order(ByteOrder.BIG_ENDIAN)
              .putInt(length)
              .array();
      place.lengths.forEach(each -> patches.add(new Splice.Patch(each, both)));
    }
    return new Splice(patches);
  }
}
