package io.ironwake.cluster;

import io.ironwake.net.Pure;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Machines that form one thing together.
 *
 * @param name lower-case letters, digits and inner dashes, at most 63
 * @param roles which machines it is made of
 * @param settings what is the same on all of them
 * @param release the version of k3s or etcd in the assets, for systems that bring none
 * @param tokenSecret the operator's secret that is the shared token; empty for one made once
 */
@Pure
public record Cluster(
    String name,
    Map<Role, RoleSpec> roles,
    Settings settings,
    Optional<String> release,
    Optional<String> tokenSecret) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  /**
   * @throws IllegalArgumentException naming the fix
   */
  public Cluster {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is not a cluster name; use at most 63 lower-case letters, digits and inner"
              + " dashes");
    }
    roles = Map.copyOf(roles);
    Role first = founding(settings);
    if (!roles.containsKey(first)) {
      throw new IllegalArgumentException(
          first.key() + " is missing; say which machines they are, such as selector: {role: x}");
    }
  }

  private static Role founding(Settings settings) {
    return settings instanceof Settings.K3s ? Role.SERVER : Role.MEMBER;
  }

  /** The word for what it is, {@code k3s} or {@code etcd}. */
  public String type() {
    return settings instanceof Settings.K3s ? "k3s" : "etcd";
  }

  /** The role its data lies with. */
  public Role voters() {
    return founding(settings);
  }

  /** The roles that machines of these labels have: one, if all is well. */
  public List<Role> rolesOf(Map<String, String> labels) {
    return Arrays.stream(Role.values())
        .filter(role -> roles.containsKey(role) && spec(role).selector().selects(labels))
        .toList();
  }

  /** What is said of a role it has. */
  RoleSpec spec(Role role) {
    return Optional.ofNullable(roles.get(role))
        .orElseThrow(() -> new IllegalArgumentException(name + " has no " + role.key()));
  }

  /** What is the same on all of its machines, as far as somebody said it, by its key. */
  public Map<String, String> said() {
    Map<String, String> said = new LinkedHashMap<>();
    release.ifPresent(version -> said.put("release", version));
    switch (settings) {
      case Settings.K3s k3s -> {
        k3s.endpoint().ifPresent(url -> said.put("endpoint", url));
        k3s.flannel().ifPresent(backend -> said.put("flannel-backend", backend.word()));
        k3s.clusterCidr().ifPresent(cidr -> said.put("cluster-cidr", cidr.toString()));
        k3s.serviceCidr().ifPresent(cidr -> said.put("service-cidr", cidr.toString()));
      }
      case Settings.Etcd etcd -> etcd.image().ifPresent(image -> said.put("image", image));
    }
    return said;
  }
}
