package io.ironwake.asset;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where a release came from and what proved it, kept in its folder. It says nothing about whether
 * the files are still good: {@code SHA256SUMS} does.
 *
 * @param source the URL of the folder, or the name of what was imported
 * @param at ISO 8601
 * @param by who asked
 * @param proof {@code signature} or {@code checksums}
 * @param signedBy fingerprints of the keys that signed its files
 */
record Provenance(String source, String at, String by, String proof, List<String> signedBy) {
  static final String FILE = "PROVENANCE.json";

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .registerModule(new Jdk8Module())
          .enable(SerializationFeature.INDENT_OUTPUT);

  static Provenance of(
      String source, Instant at, String by, Recipe recipe, List<CheckedFile> files) {
    String proof =
        switch (recipe.proof()) {
          case Proof.Signatures _ -> "signature";
          case Proof.Sums _ -> "checksums";
        };
    return new Provenance(
        source,
        at.toString(),
        by,
        proof,
        files.stream().flatMap(file -> file.signedBy().stream()).distinct().sorted().toList());
  }

  void write(Path folder) throws IOException {
    Files.write(folder.resolve(FILE), JSON.writeValueAsBytes(this));
  }

  /** Empty for a release whose folder an operator filled. */
  static Optional<Provenance> read(Path folder) {
    try {
      return Optional.of(JSON.readValue(folder.resolve(FILE).toFile(), Provenance.class));
    } catch (IOException none) {
      return Optional.empty();
    }
  }
}
