package io.ironwake.ui;

import io.ironwake.asset.ShelvedRelease;

/** A release in the words of the page; what it has not is an empty text. */
public record AssetLine(
    String release,
    String size,
    String proof,
    String source,
    String published,
    String pinned,
    String usedBy,
    boolean pinnable,
    boolean unpinnable,
    boolean removable) {
  private static final double GIGA = 1e9;

  static AssetLine of(ShelvedRelease release, boolean operator) {
    boolean pinned = release.pinnedBy().isPresent();
    return new AssetLine(
        release.release(),
        size(release.bytes()),
        proof(release.proof()),
        release.source().orElse("put there by hand"),
        Words.moment(release.published()),
        release.pinnedBy().map(by -> "pinned by " + by).orElse(""),
        String.join(", ", release.usedBy()),
        operator && !pinned,
        operator && pinned,
        operator && !pinned && release.usedBy().isEmpty());
  }

  /** Such as {@code 523 MB}. */
  static String size(long bytes) {
    return bytes < GIGA
        ? Math.ceilDiv(bytes, 1_000_000L) + " MB"
        : String.format(java.util.Locale.ROOT, "%.1f GB", bytes / GIGA);
  }

  private static String proof(String proof) {
    return switch (proof) {
      case "signature" -> "the vendor's signature";
      case "checksums" -> "the publisher's checksums";
      default -> "the operator's word";
    };
  }
}
