package io.ironwake.cluster;

import io.ironwake.net.Pure;
import java.util.Locale;

/** What a machine is in its cluster. */
@Pure
public enum Role {
  /** Runs k3s's control plane and its etcd. */
  SERVER,
  /** Runs the work of a k3s cluster. */
  AGENT,
  /** One of an etcd cluster. */
  MEMBER;

  /** The word in sentences and in the API. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The key that declares its machines. */
  String key() {
    return word() + "s";
  }

  /** Whether the cluster's data lies on it, so that a majority of its like must run. */
  public boolean votes() {
    return this != AGENT;
  }
}
