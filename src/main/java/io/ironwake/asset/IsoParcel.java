package io.ironwake.asset;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/** An ISO 9660 image, read in place: no mount, no root. */
record IsoParcel(Path file) implements Parcel {
  @Override
  public List<Entry> entries() throws IOException {
    try (Iso9660 iso = Iso9660.open(file)) {
      return iso.files().stream()
          .map(each -> new Entry(each.path(), each.size(), each.plain()))
          .toList();
    }
  }

  @Override
  public InputStream open(Entry entry) throws IOException {
    Iso9660 iso = Iso9660.open(file);
    for (Iso9660.IsoFile each : iso.files()) {
      if (each.path().equals(entry.path())) {
        return iso.content(each);
      }
    }
    iso.close();
    throw new FileNotFoundException(entry.path());
  }
}
