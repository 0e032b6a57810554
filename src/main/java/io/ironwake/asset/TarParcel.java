package io.ironwake.asset;

import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** A tar, plain or by gzip. */
record TarParcel(Path file) implements Parcel {
  @Override
  public List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (TarArchiveInputStream tar = tar()) {
      for (TarArchiveEntry each = next(tar); each != null; each = next(tar)) {
        String path = Parcel.path(each.getName());
        if (!each.isDirectory()) {
          entries.add(new Entry(path, each.getSize(), isPlain(each)));
        }
        if (entries.size() > MOST_ENTRIES) {
          throw new MirrorException("the tar has too many entries for a release");
        }
      }
    }
    return entries;
  }

  private static boolean isPlain(TarArchiveEntry entry) {
    return entry.isFile()
        && !entry.isLink()
        && !entry.isSymbolicLink()
        && !entry.isSparse()
        && !entry.isBlockDevice()
        && !entry.isCharacterDevice()
        && !entry.isFIFO();
  }

  private static @org.jspecify.annotations.Nullable TarArchiveEntry next(TarArchiveInputStream tar)
      throws IOException {
    try {
      return tar.getNextEntry();
    } catch (IOException | RuntimeException damaged) {
      throw new MirrorException(
          "it is neither an ISO nor a whole tar (plain or .gz): " + damaged.getMessage());
    }
  }

  @Override
  public InputStream open(Entry entry) throws IOException {
    TarArchiveInputStream tar = tar();
    for (TarArchiveEntry each = next(tar); each != null; each = next(tar)) {
      if (isPlain(each) && Parcel.path(each.getName()).equals(entry.path())) {
        return tar;
      }
    }
    tar.close();
    throw new FileNotFoundException(entry.path());
  }

  private TarArchiveInputStream tar() throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    in.mark(2);
    boolean zipped = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return new TarArchiveInputStream(zipped ? new GZIPInputStream(in, 1 << 16) : in);
  }
}
