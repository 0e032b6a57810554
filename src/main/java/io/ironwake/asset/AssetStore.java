package io.ironwake.asset;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Kernels, initrds and images by release. A file counts only while its SHA-256 equals the one its
 * folder's {@code SHA256SUMS} gives ({@link KnownDigests}).
 */
@ApplicationScoped
public class AssetStore {
  private static final String SUMS = "SHA256SUMS";

  private final Path root;
  private final KnownDigests digests = new KnownDigests(KnownDigests::sha256);
  private volatile Function<Release, Optional<String>> absent = release -> Optional.empty();

  AssetStore(@ConfigProperty(name = "ironwake.assets", defaultValue = "pxe-assets") String root) {
    this.root = Path.of(root).toAbsolutePath().normalize();
  }

  /** The folder that holds the releases and {@code loaders/}. */
  public Path root() {
    return root;
  }

  /**
   * Tells of releases that are not here and may come.
   *
   * @param comes why a release is worth waiting for, in words; empty when it is simply missing
   */
  void whenAbsent(Function<Release, Optional<String>> comes) {
    absent = comes;
  }

  /** What {@link #find} says of a file. */
  public sealed interface Finding {
    record Good(VerifiedAsset asset) implements Finding {}

    /** There is no such file; the reason names it and the fix. */
    record Missing(String reason) implements Finding {}

    /** The release is being fetched; the reason says how far that is. */
    record Coming(String reason) implements Finding {}

    /** The file is there and cannot be trusted; the reason names it and the fix. */
    record Bad(String reason) implements Finding {}
  }

  /**
   * Looks a file up and verifies it. Reads the whole file the first time: not for an event loop.
   */
  public Finding find(Release release, String file) {
    Path folder = root.resolve(release.folder());
    Path path = folder.resolve(file).normalize();
    if (!path.equals(folder.resolve(file))
        || !folder.equals(path.getParent())
        || !Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
      return missing(release, folder, file);
    }
    try {
      return verify(release, path, file);
    } catch (IOException | IllegalArgumentException e) {
      return new Finding.Bad(named(release, file) + " cannot be verified: " + e.getMessage());
    }
  }

  private Finding missing(Release release, Path folder, String file) {
    Optional<String> coming = Files.isDirectory(folder) ? Optional.empty() : absent.apply(release);
    return coming
        .<Finding>map(Finding.Coming::new)
        .orElseGet(
            () ->
                new Finding.Missing(
                    named(release, file)
                        + " is missing; fetch the release with 'ironwake assets sync', or import it:"
                        + " docs/assets.md"));
  }

  private static String named(Release release, String file) {
    return "asset " + release.folder() + "/" + file;
  }

  private Finding verify(Release release, Path path, String file) throws IOException {
    String name = named(release, file);
    Path sums = path.resolveSibling(SUMS);
    if (!Files.isRegularFile(sums)) {
      return new Finding.Bad(
          name
              + " is unverified: the folder has no "
              + SUMS
              + "; verify the files, then run sha256sum * > "
              + SUMS
              + " in it");
    }
    String expected = Checksums.parse(Files.readString(sums)).get(file);
    if (expected == null) {
      return new Finding.Bad(name + " is unverified: " + SUMS + " does not list it");
    }
    KnownDigests.Digested actual = digests.of(path);
    return expected.equals(actual.sha256())
        ? new Finding.Good(new VerifiedAsset(path, file, actual.size(), actual.sha256()))
        : new Finding.Bad(
            name + " differs from its " + SUMS + "; it is damaged or was changed: fetch it again");
  }

  /** All of {@code files} that cannot be served, as reasons; empty when every one is good. */
  public List<String> faults(Release release, List<String> files) {
    return files.stream().map(file -> find(release, file)).flatMap(AssetStore::fault).toList();
  }

  private static Stream<String> fault(Finding finding) {
    return switch (finding) {
      case Finding.Good good -> Stream.empty();
      case Finding.Missing missing -> Stream.of(missing.reason());
      case Finding.Coming coming -> Stream.of(coming.reason());
      case Finding.Bad bad -> Stream.of(bad.reason());
    };
  }

  /** {@link #find} as an optional, for callers that only serve. */
  public Optional<VerifiedAsset> verified(Release release, String file) {
    return find(release, file) instanceof Finding.Good good
        ? Optional.of(good.asset())
        : Optional.empty();
  }
}
