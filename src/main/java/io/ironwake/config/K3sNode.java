package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One machine of a k3s cluster.
 *
 * @param server false for an agent
 * @param joins the URL of a server that is there before it; empty for the one that founds the
 *     cluster
 * @param token what all of them share; secret, and free of characters that mean something to YAML
 *     or a shell
 * @param options k3s's flags without their dashes, each with its values; a flag that is only
 *     switched on has {@code true}
 * @param labels of the Kubernetes node
 * @param taints of the Kubernetes node, as {@code key=value:Effect}
 * @param files what systems without a k3s of their own fetch
 */
@Pure
public record K3sNode(
    String cluster,
    boolean server,
    Optional<String> joins,
    String token,
    Map<String, List<String>> options,
    Map<String, String> labels,
    List<String> taints,
    Optional<Files> files)
    implements ClusterNode {

  /**
   * k3s itself.
   *
   * @param binary the program
   * @param images what its containers are made of, for sites that reach no registry
   */
  @Pure
  public record Files(AssetFile binary, Optional<AssetFile> images) {}

  public K3sNode {
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    taints = List.copyOf(taints);
  }

  /** The word k3s begins with. */
  String role() {
    return server ? "server" : "agent";
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "K3sNode[" + cluster + ", " + role() + ", " + joins.orElse("first") + "]";
  }
}
