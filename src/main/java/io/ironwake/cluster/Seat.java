package io.ironwake.cluster;

import io.ironwake.config.ClusterNode;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * A machine's place in its cluster, found for an approval and not taken yet. It holds the cluster's
 * token.
 */
public final class Seat {
  private final Clusters.Stored stored;
  private final Placement placement;
  private final Optional<NeededFiles> files;
  private final String token;

  Seat(Clusters.Stored stored, Placement placement, Optional<NeededFiles> files, String token) {
    this.stored = stored;
    this.placement = placement;
    this.files = files;
    this.token = token;
  }

  /** The cluster's name. */
  public String cluster() {
    return stored.cluster().name();
  }

  public Role role() {
    return placement.me().role();
  }

  /** Files of another release that must be good, for the machine will fetch them. */
  public Optional<NeededFiles> files() {
    return files;
  }

  /**
   * What the machine becomes.
   *
   * @param digest the SHA-256 of each of {@link #files}
   */
  public ClusterNode node(UnaryOperator<String> digest) {
    return Nodes.node(stored.cluster(), placement, files, digest, token);
  }

  public UUID id() {
    return stored.id();
  }

  long seating() {
    return stored.seating();
  }

  /** The cluster once this approval has made the machine its member. */
  Roll taken(UUID install) {
    return placement.roll().with(placement.me().approvedBy(install));
  }

  @Override
  public String toString() {
    return "Seat[" + cluster() + ", " + role().word() + "]";
  }
}
