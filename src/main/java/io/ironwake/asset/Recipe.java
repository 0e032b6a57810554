package io.ironwake.asset;

import io.ironwake.net.Pure;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/**
 * One release: where it is published, which files a machine needs, and what proves them.
 *
 * @param folder the URL of the folder, without a slash at its end
 * @param files what is fetched beside the proofs
 */
@Pure
record Recipe(Release release, URI folder, List<String> files, Proof proof) {
  Recipe {
    files = List.copyOf(files);
  }

  /** The URL of one file. */
  URI url(String file) {
    return URI.create(folder + "/" + file);
  }

  /** What proves the files; small, and fetched first, since a bad one ends it early. */
  List<String> proofs() {
    return switch (proof) {
      case Proof.Signatures _ ->
          files.stream().map(name -> name + Proof.Signatures.SUFFIX).toList();
      case Proof.Sums sums -> List.of(sums.file());
    };
  }

  /** All that is fetched, in that order. */
  List<String> all() {
    return Stream.concat(proofs().stream(), files.stream()).toList();
  }
}
