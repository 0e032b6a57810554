package io.ironwake.ui;

import io.ironwake.cluster.Clusters;
import io.ironwake.cluster.Member;
import io.ironwake.cluster.Standing;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** A cluster in the words of the page; what it does not say is an empty text. */
public record ClusterLine(
    String name, String type, String standing, String settings, List<PlaceLine> places) {

  /** One of its machines. */
  public record PlaceLine(
      UUID id, String name, String role, String address, String state, String css, String note) {
    static PlaceLine of(Standing.Place place) {
      return new PlaceLine(
          place.machine().id(),
          place.machine().name(),
          place.role().word(),
          place.address().orElse(""),
          place.machine().state().name(),
          place.machine().state().name().toLowerCase(Locale.ROOT),
          place.member().map(PlaceLine::note).orElse("never approved as a member"));
    }

    private static String note(Member member) {
      String first = member.founder() ? "the first; the others join it" : "";
      return member.bootstrapped() || !first.isEmpty() ? first : "on its way";
    }
  }

  /** The line of a cluster. */
  static ClusterLine of(Clusters.Stored stored, List<Standing.Place> places) {
    return new ClusterLine(
        stored.cluster().name(),
        stored.cluster().type(),
        stored.isFormed() ? "formed" : "not formed yet",
        settings(stored),
        places.stream().map(PlaceLine::of).toList());
  }

  private static String settings(Clusters.Stored stored) {
    return stored.cluster().said().entrySet().stream()
        .map(ClusterLine::pair)
        .collect(Collectors.joining(", "));
  }

  private static String pair(Map.Entry<String, String> said) {
    return said.getKey() + ": " + said.getValue();
  }
}
