package io.ironwake.config;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One member of an etcd cluster that is put together from known addresses (etcd's documentation
 * "Clustering Guide", static).
 *
 * @param name which of {@code members} this is
 * @param members all of them with their addresses, in the same order for every one
 * @param existing true for a member that joins those who run already
 * @param token keeps clusters apart that once shared an address; not a secret
 * @param software where etcd comes from
 * @param tls whether peers and clients are asked for certificates, which lie in {@link
 *     #CERTIFICATES}
 * @param options etcd's further flags without their dashes
 */
@Pure
public record EtcdNode(
    String cluster,
    String name,
    Map<String, Ipv4> members,
    boolean existing,
    String token,
    Software software,
    boolean tls,
    Map<String, List<String>> options)
    implements ClusterNode {
  /** Where the operator's {@code ca.crt}, {@code member.crt} and {@code member.key} lie. */
  public static final String CERTIFICATES = "/etc/etcd/tls";

  /** Where etcd comes from. */
  @Pure
  public sealed interface Software {
    /** A container image, which the machine pulls from its registry. */
    @Pure
    record Image(String reference) implements Software {}

    /** The programs themselves. */
    @Pure
    record Binaries(AssetFile etcd, AssetFile etcdctl) implements Software {}
  }

  /**
   * @throws IllegalArgumentException when it is none of the members
   */
  public EtcdNode {
    members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
    if (!members.containsKey(name)) {
      throw new IllegalArgumentException(name + " is no member of " + cluster);
    }
  }

  Ipv4 address() {
    return members.getOrDefault(name, Ipv4.parse("0.0.0.0"));
  }
}
