package io.ironwake.net;

import java.util.List;

/** The loaders that lie at hand for operators to name. */
public interface LoaderShelf {
  /** File names in the asset folder's loaders/. */
  List<String> names();

  /**
   * Reads an operator's word.
   *
   * @throws IllegalArgumentException for a file that is not there, listing those that are
   */
  default LoaderChoice choose(String text) {
    LoaderChoice choice = new LoaderChoice(text);
    if (choice.file().filter(file -> !names().contains(file)).isPresent()) {
      throw new IllegalArgumentException(
          "loader '"
              + text
              + "' is not in the asset folder's loaders/; there "
              + (names().isEmpty() ? "is nothing" : "are " + String.join(", ", names()))
              + "; or use one of "
              + LoaderChoice.words());
    }
    return choice;
  }
}
