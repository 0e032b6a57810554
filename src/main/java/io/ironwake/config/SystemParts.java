package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is laid over a system that Ignition sets up, beside its operator's own files and units.
 *
 * @param paths the files it writes; the operator's must not be in their way
 * @param layer writes them
 */
@Pure
record SystemParts(Set<String> paths, Layer layer) {
  static final SystemParts NONE = new SystemParts(Set.of(), ignition -> {});

  /** Adds files and units. */
  interface Layer {
    void layOver(Ignition ignition);
  }

  /** Its files, with a folder that is Ironwake's as well. */
  Set<String> claiming(String folder) {
    Set<String> all = new TreeSet<>(paths);
    all.add(folder);
    return all;
  }

  /** What a cluster makes of the system. */
  static SystemParts of(ClusterNode node) {
    return switch (node) {
      case K3sNode k3s -> K3sOnFlatcar.parts(k3s);
      case EtcdNode etcd -> EtcdOnFlatcar.parts(etcd);
    };
  }
}
