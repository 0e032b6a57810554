package io.ironwake.asset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * What a courier brought: a folder, a tar or an ISO 9660 image. Its names only ever choose what is
 * read, never where something is written.
 */
interface Parcel {
  /** More entries than any installation medium has. */
  int MOST_ENTRIES = 200_000;

  /**
   * One entry.
   *
   * @param path with {@code /} between its parts and none before it
   * @param plain false for links, devices and whatever else is not a file's content
   */
  record Entry(String path, long size, boolean plain) {
    String name() {
      return path.substring(path.lastIndexOf('/') + 1);
    }

    String folder() {
      int slash = path.lastIndexOf('/');
      return slash < 0 ? "" : path.substring(0, slash);
    }
  }

  /** All entries that are not folders. */
  List<Entry> entries() throws IOException;

  /** The content of an entry of {@link #entries}. */
  InputStream open(Entry entry) throws IOException;

  /**
   * Opens whatever lies at the path.
   *
   * @throws MirrorException when it is none of the three
   */
  static Parcel at(Path path) throws IOException {
    if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
      return new FolderParcel(path);
    }
    if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new MirrorException("there is no folder or file " + path.getFileName());
    }
    return Iso9660.isOne(path) ? new IsoParcel(path) : new TarParcel(path);
  }

  /**
   * A name from an archive as a path below its top.
   *
   * @throws MirrorException when it would lead elsewhere: such an archive is not what it seems
   */
  static String path(String name) throws MirrorException {
    String path = name.startsWith("./") ? name.substring(2) : name;
    boolean leads =
        path.startsWith("/")
            || path.contains("\\")
            || path.indexOf('\0') >= 0
            || List.of(path.split("/", -1)).contains("..");
    if (leads) {
      throw new MirrorException(
          "the archive holds a name that leads out of it, '"
              + name.replaceAll("\\p{Cntrl}", "?")
              + "'; do not use it");
    }
    return path;
  }
}
