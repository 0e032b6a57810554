package io.ironwake.asset;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A release as operators see it.
 *
 * @param release its folder, os/version/arch
 * @param bytes what it takes on disk
 * @param published when it became visible
 * @param proof {@code signature} or {@code checksums}; {@code operator} where the folder was filled
 *     by hand
 * @param source where it came from
 * @param signedBy fingerprints of the keys that signed its files
 * @param usedBy who needs it now
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record ShelvedRelease(
    String release,
    String os,
    String version,
    String arch,
    long bytes,
    Instant published,
    String proof,
    Optional<String> source,
    Optional<String> by,
    List<String> signedBy,
    Optional<String> pinnedBy,
    List<String> usedBy,
    List<File> files) {
  /** One of its files; the digest is the one its list gives. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record File(String name, long bytes, Optional<String> sha256) {}

  boolean isMirrored() {
    return source.isPresent();
  }

  Release toRelease() {
    return new Release(os, version, arch);
  }
}
