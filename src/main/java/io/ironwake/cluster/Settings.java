package io.ironwake.cluster;

import io.ironwake.net.Cidr;
import io.ironwake.net.Pure;
import java.util.List;
import java.util.Optional;

/** What is the same on every machine of a cluster. */
@Pure
public sealed interface Settings {
  /** Whether etcd's metrics are open to Prometheus. */
  boolean metrics();

  /**
   * k3s.
   *
   * @param flannel how Pods of different machines reach each other; empty for k3s's own default
   * @param clusterCidr the Pods' network
   * @param serviceCidr the Services' network
   * @param tlsSans further names and addresses of the API server
   * @param endpoint where machines join, such as a virtual address; empty for a server's own
   * @param airGap whether machines get k3s's images from the assets as well
   */
  @Pure
  record K3s(
      Optional<Flannel> flannel,
      Optional<Cidr> clusterCidr,
      Optional<Cidr> serviceCidr,
      List<String> tlsSans,
      Optional<String> endpoint,
      boolean airGap,
      boolean metrics)
      implements Settings {
    /**
     * @throws IllegalArgumentException when the two networks overlap
     */
    public K3s {
      tlsSans = List.copyOf(tlsSans);
      if (clusterCidr.isPresent()
          && serviceCidr.isPresent()
          && clusterCidr.get().overlaps(serviceCidr.get())) {
        throw new IllegalArgumentException(
            "cluster-cidr "
                + clusterCidr.get()
                + " and service-cidr "
                + serviceCidr.get()
                + " overlap; take networks that do not");
      }
    }
  }

  /**
   * etcd.
   *
   * @param image what machines pull; empty for programs from the assets
   * @param tls whether peers and clients are asked for certificates
   */
  @Pure
  record Etcd(Optional<String> image, boolean tls, boolean metrics) implements Settings {}
}
