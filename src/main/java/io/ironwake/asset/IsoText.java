package io.ironwake.asset;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A small text file in an ISO 9660 image, and where it is, so that another can stand in its place.
 *
 * @param position of its content in the image, in bytes
 * @param length in bytes, as the image's folders tell it
 * @param lengths where they tell it: a number in both byte orders each (ECMA-119 §7.3.3)
 */
public record IsoText(String text, long position, int length, List<Long> lengths) {
  private static final int LARGEST = 1 << 20;
  private static final int LENGTH_FIELD = 10;

  public IsoText {
    lengths = List.copyOf(lengths);
  }

  /** The bytes that are its own: the last sector is nobody else's. */
  public int room() {
    return (length + Iso9660.SECTOR - 1) / Iso9660.SECTOR * Iso9660.SECTOR;
  }

  /**
   * Finds a file.
   *
   * @param path with {@code /} between its parts, in the case it has
   * @return empty when the image has no such file
   * @throws IOException when it cannot be read or is no ISO image
   */
  public static Optional<IsoText> find(Path image, String path) throws IOException {
    try (Iso9660 iso = Iso9660.open(image)) {
      Optional<Iso9660.IsoFile> file =
          iso.files().stream()
              .filter(each -> each.path().equals(path) && each.plain())
              .filter(each -> each.extents().size() == 1 && each.size() <= LARGEST)
              .findFirst();
      return file.isEmpty() ? Optional.empty() : Optional.of(read(iso, file.get()));
    }
  }

  private static IsoText read(Iso9660 iso, Iso9660.IsoFile file) throws IOException {
    long position = file.extents().getFirst().position();
    int length = (int) file.size();
    List<Long> lengths = new ArrayList<>();
    for (IsoRecord root : iso.roots()) {
      collect(iso, root, position / Iso9660.SECTOR, length, lengths);
    }
    String text = new String(iso.read(position, length), StandardCharsets.UTF_8);
    return new IsoText(text, position, length, lengths);
  }

  private static void collect(
      Iso9660 iso, IsoRecord root, long sector, int length, List<Long> lengths) throws IOException {
    Set<Long> seen = new HashSet<>();
    Deque<IsoRecord> open = new ArrayDeque<>(List.of(root));
    while (!open.isEmpty()) {
      IsoRecord folder = open.poll();
      if (!seen.add(folder.sector()) || folder.length() > Iso9660.LARGEST_FOLDER) {
        continue;
      }
      long start = folder.sector() * Iso9660.SECTOR;
      byte[] content = iso.read(start, (int) folder.length());
      for (int at = 0; at < content.length; ) {
        int size = IsoRecord.lengthAt(content, at);
        if (size == 0) {
          at = (at / Iso9660.SECTOR + 1) * Iso9660.SECTOR;
          continue;
        }
        IsoRecord each = Iso9660.record(content, at);
        if (each.isFolder() && !each.isDots()) {
          open.add(each);
        } else if (!each.isFolder() && each.sector() == sector && each.length() == length) {
          lengths.add(start + at + LENGTH_FIELD);
        }
        at += size;
      }
    }
  }
}
