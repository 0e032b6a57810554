package io.ironwake.cluster;

import io.ironwake.net.Pure;
import io.ironwake.profile.Selector;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One role of a cluster.
 *
 * @param selector which machines have it
 * @param options further flags of the program, without dashes
 * @param labels of its Kubernetes nodes
 * @param taints of its Kubernetes nodes
 */
@Pure
public record RoleSpec(
    Selector selector,
    Map<String, List<String>> options,
    Map<String, String> labels,
    List<String> taints) {
  public RoleSpec {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    taints = List.copyOf(taints);
  }
}
