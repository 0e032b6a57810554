package io.ironwake.asset;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The vendors' public keys as files, one folder for each vendor; operators add theirs. A key counts
 * while its primary fingerprint is the vendor's, known here, or stands in the folder's {@code
 * FINGERPRINTS}; where a key file came from does not matter then.
 */
final class KeyRings {
  static final String FINGERPRINTS = "FINGERPRINTS";

  private static final int LARGEST_KEY = 1 << 20;

  /**
   * The keys of Fedora Linux 42, 43 and 44, with which its CoreOS is signed: fedoraproject.org,
   * "Security", "Fedora package signing keys". Each Fedora has a key of its own; an operator adds
   * the next.
   */
  private static final List<String> FEDORA =
      List.of(
          "B0F4950458F69E1150C6C5EDC8AC4916105EF944",
          "C6E7F081CF80E13146676E88829B606631645531",
          "36F612DCF27F7D1A48A835E4DBFCF71C6D9F90A6");

  /** Flatcar's documentation, "Image signing key"; {@code flatcar-install} names the same key. */
  private static final Map<String, PublishedKey> KNOWN =
      Map.of(
          "flatcar",
          new PublishedKey(
              "F88CFEDEFF29A5B4D9523864E25D9AED0593B34A",
              URI.create(
                  "https://www.flatcar.org/security/image-signing-key/Flatcar_Image_Signing_Key.asc")),
          CoreosStream.FCOS,
          new PublishedKey(FEDORA, URI.create("https://fedoraproject.org/fedora.gpg")));

  /**
   * A vendor's key as we know it without having it.
   *
   * @param fingerprints of the primary keys, upper-case hex
   * @param file where the vendor keeps the current key file
   */
  record PublishedKey(List<String> fingerprints, URI file) {
    /** A vendor with one key. */
    PublishedKey(String fingerprint, URI file) {
      this(List.of(fingerprint), file);
    }
  }

  private final Path root;
  private final Map<String, PublishedKey> known;

  /**
   * @param root holds a folder for each key ring; made when a key is added
   */
  KeyRings(Path root) {
    this(root, KNOWN);
  }

  /** With other vendors than the real ones, for tests. */
  KeyRings(Path root, Map<String, PublishedKey> known) {
    this.root = root;
    this.known = Map.copyOf(known);
  }

  /** Where the vendor publishes its key, if that is known. */
  Optional<URI> published(String ring) {
    return Optional.ofNullable(known.get(ring)).map(PublishedKey::file);
  }

  /** The keys that count now; read anew each time, since vendors append to their key. */
  TrustedKeys trusted(String ring) throws IOException {
    List<InputStream> files = new ArrayList<>();
    for (Path file : keyFiles(ring)) {
      files.add(new ByteArrayInputStream(content(file)));
    }
    return TrustedKeys.read(files, fingerprints(ring));
  }

  private static byte[] content(Path file) throws IOException {
    if (Files.size(file) > LARGEST_KEY) {
      throw new MirrorException(file + " is too large for a public key; remove it");
    }
    return Files.readAllBytes(file);
  }

  private List<Path> keyFiles(String ring) throws IOException {
    Path folder = root.resolve(ring);
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(
              file -> String.valueOf(file.getFileName()).matches("[^.].*\\.(asc|gpg|pgp|key)"))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private List<String> fingerprints(String ring) throws IOException {
    Stream<String> vendors =
        Stream.ofNullable(known.get(ring)).flatMap(key -> key.fingerprints().stream());
    return Stream.concat(vendors, added(ring).stream()).toList();
  }

  private List<String> added(String ring) throws IOException {
    try {
      return Files.readAllLines(root.resolve(ring).resolve(FINGERPRINTS)).stream()
          .map(line -> line.replaceFirst("#.*", "").replaceAll("\\s", "").toUpperCase(Locale.ROOT))
          .filter(line -> !line.isEmpty())
          .toList();
    } catch (NoSuchFileException none) {
      return List.of();
    }
  }

  /**
   * Adds or renews a vendor's key file.
   *
   * @return the fingerprint that made it count
   * @throws MirrorException when no key in it has a trusted fingerprint, or it is no key
   */
  String add(String ring, byte[] file) throws IOException {
    List<String> trusted = fingerprints(ring);
    List<String> found = found(file);
    String fingerprint =
        found.stream()
            .filter(trusted::contains)
            .findFirst()
            .orElseThrow(
                () ->
                    new MirrorException(
                        "the key has the fingerprint "
                            + String.join(", ", found)
                            + (trusted.isEmpty()
                                ? "; "
                                : ", not " + String.join(", ", trusted) + "; ")
                            + "if you checked it and trust it, write it into "
                            + root.resolve(ring).resolve(FINGERPRINTS)));
    Path folder = Files.createDirectories(root.resolve(ring));
    Path fresh = Files.createTempFile(folder, ".", ".new");
    Files.write(fresh, file);
    Files.move(fresh, folder.resolve(fingerprint + ".asc"), StandardCopyOption.ATOMIC_MOVE);
    return fingerprint;
  }

  private static List<String> found(byte[] file) throws IOException {
    try {
      List<String> found = TrustedKeys.fingerprints(new ByteArrayInputStream(file));
      if (found.isEmpty()) {
        throw new MirrorException("it is not an OpenPGP public key");
      }
      return found;
    } catch (IOException e) {
      throw new MirrorException(String.valueOf(e.getMessage()));
    }
  }

  /** What to do when a signature was made by a key that is not here. */
  String advice(String ring) {
    return known.containsKey(ring)
        ? "put the vendor's current key, "
            + published(ring).orElseThrow()
            + ", into "
            + root.resolve(ring)
        : "put the vendor's key into "
            + root.resolve(ring)
            + " and its fingerprint into "
            + FINGERPRINTS
            + " there";
  }
}
