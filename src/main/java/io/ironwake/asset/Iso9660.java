package io.ironwake.asset;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A read-only ISO 9660 image (ECMA-119) with the names of Rock Ridge, else Joliet's, else its own.
 * Every number in it is taken as a claim of a stranger.
 */
final class Iso9660 implements AutoCloseable {
  static final int SECTOR = 2048;

  private static final int FIRST_DESCRIPTOR = 16;
  private static final int MOST_DESCRIPTORS = 64;
  static final int LARGEST_FOLDER = 16 << 20;
  private static final int DEEPEST = 32;

  private final FileChannel channel;
  private final long size;
  private final Names names;
  private final IsoRecord root;

  private enum Names {
    ROCK_RIDGE,
    JOLIET,
    PLAIN
  }

  /**
   * A file in the image.
   *
   * @param extents where its content is, in order
   * @param plain false for links and whatever else has no content of its own
   */
  record IsoFile(String path, List<Extent> extents, boolean plain) {
    long size() {
      return extents.stream().mapToLong(Extent::length).sum();
    }
  }

  /** Bytes of the image. */
  record Extent(long position, long length) {}

  private record Folder(String path, IsoRecord record, int depth) {}

  private Iso9660(FileChannel channel) throws IOException {
    this.channel = channel;
    this.size = channel.size();
    Optional<byte[]> primary = descriptor(false);
    IsoRecord plain =
        root(primary.orElseThrow(() -> new MirrorException("it is not an ISO 9660 image")));
    byte[] content = read(plain.sector() * SECTOR, SECTOR);
    Optional<byte[]> joliet = descriptor(true);
    boolean rockRidge = RockRidge.isAnnounced(record(content, 0).systemUse());
    this.names = rockRidge ? Names.ROCK_RIDGE : joliet.isPresent() ? Names.JOLIET : Names.PLAIN;
    this.root = names == Names.JOLIET ? root(joliet.orElseThrow()) : plain;
  }

  /** True when the file has an image's mark. */
  static boolean isOne(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer mark = ByteBuffer.allocate(5);
      channel.read(mark, (long) FIRST_DESCRIPTOR * SECTOR + 1);
      return Arrays.equals(mark.array(), "CD001".getBytes(StandardCharsets.US_ASCII));
    }
  }

  static Iso9660 open(Path file) throws IOException {
    FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
    try {
      return new Iso9660(channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** The primary volume descriptor, or the supplementary one with Joliet's escape sequences. */
  private Optional<byte[]> descriptor(boolean joliet) throws IOException {
    for (int i = 0; i < MOST_DESCRIPTORS; i++) {
      byte[] sector = read((long) (FIRST_DESCRIPTOR + i) * SECTOR, SECTOR);
      boolean wanted =
          joliet
              ? sector[0] == 2
                  && sector[88] == '%'
                  && sector[89] == '/'
                  && "@CE".indexOf(sector[90]) >= 0
              : sector[0] == 1;
      if (wanted) {
        return Optional.of(sector);
      }
      if ((sector[0] & 0xff) == 255) {
        return Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** The root folders of all the trees the image has: its own and, if there is one, Joliet's. */
  List<IsoRecord> roots() throws IOException {
    List<IsoRecord> roots = new ArrayList<>(List.of(root(descriptor(false).orElseThrow())));
    Optional<byte[]> joliet = descriptor(true);
    if (joliet.isPresent()) {
      roots.add(root(joliet.get()));
    }
    return roots;
  }

  private static IsoRecord root(byte[] descriptor) throws MirrorException {
    return record(descriptor, 156);
  }

  static IsoRecord record(byte[] folder, int offset) throws MirrorException {
    try {
      return IsoRecord.read(folder, offset);
    } catch (IllegalArgumentException e) {
      throw new MirrorException("the ISO image is damaged: " + e.getMessage());
    }
  }

  /** All files, links included. */
  List<IsoFile> files() throws IOException {
    List<IsoFile> files = new ArrayList<>();
    Set<Long> seen = new HashSet<>();
    Deque<Folder> open = new ArrayDeque<>(List.of(new Folder("", root, 0)));
    while (!open.isEmpty()) {
      Folder folder = open.poll();
      boolean again = !seen.add(folder.record.sector());
      if (again || folder.depth > DEEPEST || files.size() > Parcel.MOST_ENTRIES) {
        throw new MirrorException("the ISO image is damaged: its folders have no end");
      }
      list(folder, files, open);
    }
    return files;
  }

  private void list(Folder folder, List<IsoFile> files, Deque<Folder> open) throws IOException {
    if (folder.record.length() > LARGEST_FOLDER) {
      throw new MirrorException("the ISO image is damaged: a folder is too large");
    }
    byte[] content = read(folder.record.sector() * SECTOR, (int) folder.record.length());
    List<Extent> begun = new ArrayList<>();
    int at = 0;
    while (at < content.length) {
      if (IsoRecord.lengthAt(content, at) == 0) {
        at = (at / SECTOR + 1) * SECTOR;
        continue;
      }
      IsoRecord each = record(content, at);
      at += IsoRecord.lengthAt(content, at);
      if (!each.isDots()) {
        add(folder, each, begun, files, open);
      }
    }
  }

  private void add(
      Folder folder, IsoRecord each, List<Extent> begun, List<IsoFile> files, Deque<Folder> open)
      throws IOException {
    RockRidge unix =
        names == Names.ROCK_RIDGE
            ? RockRidge.read(each.systemUse(), this::read)
            : new RockRidge(Optional.empty(), false);
    String name = unix.name().orElseGet(() -> each.name(names == Names.JOLIET));
    String path = folder.path.isEmpty() ? name : folder.path + "/" + name;
    if (each.isFolder()) {
      if (!unix.special()) {
        open.add(new Folder(Parcel.path(path), each, folder.depth + 1));
      }
      return;
    }
    begun.add(new Extent(each.sector() * SECTOR, each.length()));
    if (!each.goesOn()) {
      files.add(
          new IsoFile(Parcel.path(path), List.copyOf(begun), each.plain() && !unix.special()));
      begun.clear();
    }
  }

  byte[] read(long position, int length) throws IOException {
    if (position < 0 || position + length > size) {
      throw new MirrorException("the ISO image is damaged or cut off: it points beyond its end");
    }
    ByteBuffer buffer = ByteBuffer.allocate(length);
    while (buffer.hasRemaining()) {
      if (channel.read(buffer, position + buffer.position()) < 0) {
        throw new EOFException();
      }
    }
    return buffer.array();
  }

  /** The content of a file; closing it closes the image. */
  InputStream content(IsoFile file) throws IOException {
    for (Extent each : file.extents()) {
      if (each.position + each.length > size) {
        throw new MirrorException(
            file.path() + " is cut off: the ISO image is shorter than it says");
      }
    }
    return new ExtentStream(this, file.extents());
  }

  int read(Extent extent, long offset, byte[] into, int start, int count) throws IOException {
    int wanted = (int) Math.min(count, extent.length - offset);
    return channel.read(ByteBuffer.wrap(into, start, wanted), extent.position + offset);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
