package io.ironwake.butane;

import io.ironwake.net.Pure;

/**
 * Where a value comes from.
 *
 * @param place in the document
 * @param path in the document's own words, such as {@code storage.files[0].size_mib}; empty for the
 *     document itself
 * @param dialect the document's words
 */
@Pure
record Origin(Place place, String path, Dialect dialect) {

  /** A field that may be missing: its parent's place. */
  Origin field(String ignitionKey) {
    return named(place, dialect.word(ignitionKey));
  }

  /** A key of the document as it is written there. */
  Origin named(Place at, String key) {
    return new Origin(at, path.isEmpty() ? key : path + "." + key, dialect);
  }

  Origin item(Place at, int index) {
    return new Origin(at, path + "[" + index + "]", dialect);
  }
}
