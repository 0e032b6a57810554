package io.ironwake.asset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A folder; links in it are not followed. */
record FolderParcel(Path top) implements Parcel {
  private static final int DEEPEST = 16;

  @Override
  public List<Entry> entries() throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (Stream<Path> all = Files.walk(top, DEEPEST)) {
      for (Path each : all.limit(MOST_ENTRIES).toList()) {
        if (!Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS)) {
          boolean plain = Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS);
          String path = top.relativize(each).toString();
          entries.add(new Entry(path, plain ? Files.size(each) : 0, plain));
        }
      }
    }
    return entries;
  }

  @Override
  public InputStream open(Entry entry) throws IOException {
    return Files.newInputStream(top.resolve(entry.path()), LinkOption.NOFOLLOW_LINKS);
  }
}
