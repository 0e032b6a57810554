package io.ironwake.asset;

import io.ironwake.net.Pure;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fedora CoreOS's streams and versions (Fedora CoreOS documentation, "Update streams"). */
@Pure
final class CoreosStream {
  /** The key ring, and the folder of its releases. */
  static final String FCOS = "fcos";

  private static final String BASE = "https://builds.coreos.fedoraproject.org/streams";

  /** Its third number tells the stream. */
  private static final Pattern VERSION = Pattern.compile("\\d{2,3}\\.\\d{8}\\.([123])\\.\\d{1,4}");

  private static final Map<String, String> ARCHS = Map.of("amd64", "x86_64", "arm64", "aarch64");
  private static final List<String> STREAMS = List.of("stable", "testing", "next");

  private CoreosStream() {}

  /** Whether it is a version and not a stream. */
  static boolean isVersion(String word) {
    return VERSION.matcher(word).matches();
  }

  /**
   * Checks an order as far as that goes without asking anybody.
   *
   * @throws IllegalArgumentException naming the fix
   */
  static void check(String word, String arch) {
    stream(word);
    architecture(arch);
  }

  /** The processor as its metadata spells it. */
  static String architecture(String arch) {
    return Optional.ofNullable(ARCHS.get(arch))
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    FCOS + " is published for amd64, arm64, not for '" + arch + "'"));
  }

  /** The stream a word or a version belongs to. */
  static String stream(String word) {
    Matcher version = VERSION.matcher(word);
    if (version.matches()) {
      return switch (version.group(1)) {
        case "1" -> "next";
        case "2" -> "testing";
        default -> "stable";
      };
    }
    if (!STREAMS.contains(word)) {
      throw new IllegalArgumentException(
          "'"
              + word
              + "' is neither a stream (stable, testing, next) nor a version such as"
              + " 42.20250803.3.0");
    }
    return word;
  }

  /** Where the stream is described. */
  static URI metadata(String word, Optional<URI> from) {
    String base = from.map(Vendor::withoutSlash).orElse(BASE);
    return URI.create(base + "/" + stream(word) + ".json");
  }
}
