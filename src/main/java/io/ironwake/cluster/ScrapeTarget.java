package io.ironwake.cluster;

import io.ironwake.net.Pure;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * One entry of Prometheus' HTTP service discovery (Prometheus documentation "HTTP SD").
 *
 * @param targets {@code address:port}
 * @param labels of every sample; those that begin with {@code __} only for relabelling
 */
@Pure
record ScrapeTarget(List<String> targets, Map<String, String> labels) {
  ScrapeTarget {
    targets = List.copyOf(targets);
    labels = Map.copyOf(labels);
  }

  static ScrapeTarget of(String address, int port, Map<String, String> labels) {
    return new ScrapeTarget(List.of(address + ":" + port), labels);
  }

  /** Prometheus' names have letters, digits and underscores. */
  static Map<String, String> declared(Map<String, String> labels) {
    Map<String, String> named = new TreeMap<>();
    labels.forEach(
        (key, value) ->
            named.put("__meta_ironwake_label_" + key.replaceAll("[^A-Za-z0-9_]", "_"), value));
    return named;
  }
}
