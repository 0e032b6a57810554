package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects what is wrong with a document, so that its author sees all of it at once. */
@Pure
final class Findings {
  /** What more there is follows from the first ones often enough. */
  private static final int MOST_SHOWN = 20;

  private final String document;
  private final Set<Finding> all = new LinkedHashSet<>();

  @Pure
  private record Finding(Place place, String message) {}

  /**
   * @param document what the author calls it, such as {@code config.butane}
   */
  Findings(String document) {
    this.document = document;
  }

  void add(Place place, String message) {
    all.add(new Finding(place, message));
  }

  /** Names the path before the message. */
  void add(Origin origin, String message) {
    add(origin.place(), origin.path().isEmpty() ? message : origin.path() + ": " + message);
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  /**
   * @throws DocumentException if anything was found
   */
  void throwIfAny() {
    if (!all.isEmpty()) {
      throw exception();
    }
  }

  DocumentException exception() {
    List<String> lines =
        all.stream()
            .sorted(
                Comparator.comparingInt((Finding each) -> each.place.line())
                    .thenComparingInt(each -> each.place.column()))
            .limit(MOST_SHOWN)
            .map(each -> document + ":" + each.place + ": " + each.message)
            .toList();
    return new DocumentException(lines);
  }
}
