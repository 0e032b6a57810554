package io.ironwake.asset;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** The extents of one file in an image, one after the other. */
final class ExtentStream extends InputStream {
  private final Iso9660 image;
  private final List<Iso9660.Extent> extents;
  private int current;
  private long offset;

  ExtentStream(Iso9660 image, List<Iso9660.Extent> extents) {
    this.image = image;
    this.extents = extents;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int start, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    while (current < extents.size() && offset == extents.get(current).length()) {
      current++;
      offset = 0;
    }
    if (current == extents.size()) {
      return -1;
    }
    int read = image.read(extents.get(current), offset, into, start, count);
    offset += Math.max(0, read);
    return read;
  }

  @Override
  public void close() throws IOException {
    image.close();
  }
}
