package io.ironwake.asset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The release folders below the asset root, as they lie there. */
final class ShelfFolders {
  private static final String LOADERS = "loaders";

  private final Path root;

  ShelfFolders(Path root) {
    this.root = root;
  }

  /** All releases in the order of their folders. */
  List<Release> all() throws IOException {
    List<Release> found = new ArrayList<>();
    for (Path os : folders(root)) {
      for (Path version : name(os).equals(LOADERS) ? List.<Path>of() : folders(os)) {
        for (Path arch : folders(version)) {
          release(name(os), name(version), name(arch)).ifPresent(found::add);
        }
      }
    }
    return found;
  }

  private static Optional<Release> release(String os, String version, String arch) {
    try {
      return Optional.of(new Release(os, version, arch));
    } catch (IllegalArgumentException otherFolder) {
      return Optional.empty();
    }
  }

  boolean has(Release release) {
    return Files.isDirectory(root.resolve(release.folder()), LinkOption.NOFOLLOW_LINKS);
  }

  /** A release with what its folder tells. */
  ShelvedRelease look(Release release, Optional<String> pinnedBy, List<String> usedBy)
      throws IOException {
    Path folder = root.resolve(release.folder());
    List<ShelvedRelease.File> files = files(folder);
    Optional<Provenance> origin = Provenance.read(folder);
    return new ShelvedRelease(
        release.folder(),
        release.os(),
        release.version(),
        release.arch(),
        files.stream().mapToLong(ShelvedRelease.File::bytes).sum(),
        Files.getLastModifiedTime(folder).toInstant(),
        origin.map(Provenance::proof).orElse("operator"),
        origin.map(Provenance::source),
        origin.map(Provenance::by),
        origin.map(Provenance::signedBy).orElse(List.of()),
        pinnedBy,
        usedBy,
        files);
  }

  private static List<ShelvedRelease.File> files(Path folder) throws IOException {
    Map<String, String> sums = sums(folder);
    List<ShelvedRelease.File> files = new ArrayList<>();
    for (Path each : list(folder)) {
      if (Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS)) {
        files.add(
            new ShelvedRelease.File(
                name(each), Files.size(each), Optional.ofNullable(sums.get(name(each)))));
      }
    }
    return files;
  }

  private static Map<String, String> sums(Path folder) throws IOException {
    try {
      return Checksums.parse(Files.readString(folder.resolve("SHA256SUMS")));
    } catch (NoSuchFileException | IllegalArgumentException unreadable) {
      return Map.of();
    }
  }

  private static List<Path> folders(Path folder) throws IOException {
    return list(folder).stream()
        .filter(each -> Files.isDirectory(each, LinkOption.NOFOLLOW_LINKS))
        .toList();
  }

  private static List<Path> list(Path folder) throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.sorted().toList();
    } catch (NoSuchFileException gone) {
      return List.of();
    }
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
