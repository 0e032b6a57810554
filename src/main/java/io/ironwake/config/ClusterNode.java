package io.ironwake.config;

import io.ironwake.net.Pure;

/**
 * What a cluster makes of one of its machines. A profile's writer says it in the words of its
 * system.
 */
@Pure
public sealed interface ClusterNode permits K3sNode, EtcdNode {
  /** The cluster's name, for sentences. */
  String cluster();
}
