package io.ironwake.butane;

import io.ironwake.net.Pure;

/**
 * A place in a document.
 *
 * @param line from 1
 * @param column from 1
 */
@Pure
record Place(int line, int column) {
  static final Place START = new Place(1, 1);

  @Override
  public String toString() {
    return line + ":" + column;
  }
}
