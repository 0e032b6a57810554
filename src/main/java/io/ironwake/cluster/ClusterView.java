package io.ironwake.cluster;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.ironwake.net.Cidr;
import io.ironwake.problem.Problem;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A cluster as operators write and read it, in REST and in the declared file; a change replaces the
 * whole cluster. Its token is never part of it.
 *
 * @param name lower-case letters, digits and dashes
 * @param type {@code k3s} or {@code etcd}
 * @param servers the machines that run k3s's control plane
 * @param agents the machines that run a k3s cluster's work
 * @param members the machines of an etcd cluster
 * @param release the version of k3s or etcd in the assets; k3OS brings its own
 * @param tokenSecret a secret that is the shared token, for a cluster that is older than this entry
 * @param flannelBackend {@code vxlan}, {@code host-gw}, {@code wireguard-native} or {@code none}
 * @param clusterCidr the Pods' network
 * @param serviceCidr the Services' network
 * @param tlsSan further names and addresses of k3s's API server
 * @param endpoint where machines join, such as a virtual address
 * @param airGap whether machines get k3s's images from the assets
 * @param image etcd's container image, in place of {@code release}
 * @param tls whether etcd asks peers and clients for certificates
 * @param metrics whether etcd's metrics are open on port 2381
 * @param formed in answers only: whether it came into being
 * @param version in answers only
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ClusterView(
    Optional<String> name,
    Optional<String> type,
    Optional<RoleView> servers,
    Optional<RoleView> agents,
    Optional<RoleView> members,
    Optional<String> release,
    Optional<String> tokenSecret,
    Optional<String> flannelBackend,
    Optional<String> clusterCidr,
    Optional<String> serviceCidr,
    @JsonSetter(contentNulls = Nulls.FAIL) Optional<List<String>> tlsSan,
    Optional<String> endpoint,
    Optional<Boolean> airGap,
    Optional<String> image,
    Optional<Boolean> tls,
    Optional<Boolean> metrics,
    Optional<Boolean> formed,
    Optional<Long> version) {
  private static final String RELEASE = "[A-Za-z0-9_+][A-Za-z0-9._+~-]{0,63}";
  private static final String IMAGE = "[a-z0-9][A-Za-z0-9._:/@-]{0,254}";
  private static final String URL = "https://[A-Za-z0-9.-]+(?::\\d{1,5})?";
  private static final String HOST = "[A-Za-z0-9](?:[A-Za-z0-9.-]{0,251}[A-Za-z0-9])?";

  /** The view of a stored cluster. */
  public static ClusterView of(Clusters.Stored stored) {
    return of(stored.cluster(), Optional.of(stored.roll().formed()), Optional.of(stored.version()));
  }

  /** The view of a cluster alone, which is how it is stored. */
  static ClusterView of(Cluster cluster) {
    return of(cluster, Optional.empty(), Optional.empty());
  }

  private static ClusterView of(Cluster cluster, Optional<Boolean> formed, Optional<Long> version) {
    Optional<Settings.K3s> k3s =
        cluster.settings() instanceof Settings.K3s it ? Optional.of(it) : Optional.empty();
    Optional<Settings.Etcd> etcd =
        cluster.settings() instanceof Settings.Etcd it ? Optional.of(it) : Optional.empty();
    return new ClusterView(
        Optional.of(cluster.name()),
        Optional.of(cluster.type()),
        role(cluster, Role.SERVER),
        role(cluster, Role.AGENT),
        role(cluster, Role.MEMBER),
        cluster.release(),
        cluster.tokenSecret(),
        k3s.flatMap(Settings.K3s::flannel).map(Flannel::word),
        k3s.flatMap(Settings.K3s::clusterCidr).map(Cidr::toString),
        k3s.flatMap(Settings.K3s::serviceCidr).map(Cidr::toString),
        k3s.map(Settings.K3s::tlsSans).filter(all -> !all.isEmpty()),
        k3s.flatMap(Settings.K3s::endpoint),
        k3s.map(Settings.K3s::airGap),
        etcd.flatMap(Settings.Etcd::image),
        etcd.map(Settings.Etcd::tls),
        Optional.of(cluster.settings().metrics()),
        formed,
        version);
  }

  private static Optional<RoleView> role(Cluster cluster, Role role) {
    return Optional.ofNullable(cluster.roles().get(role)).map(RoleView::of);
  }

  /**
   * The cluster it describes.
   *
   * @throws Problem of kind INVALID that names the key at fault
   */
  public Cluster toCluster() {
    String named = name.orElseThrow(() -> Problem.invalid("a cluster needs a name, such as edge"));
    try {
      Settings settings = settings();
      return new Cluster(
          named,
          roles(settings instanceof Settings.K3s),
          settings,
          release.map(it -> form("release", it, RELEASE, "v1.31.4+k3s1")),
          tokenSecret.map(it -> form("token-secret", it, "[a-z0-9][a-z0-9.-]{0,62}", "edge")));
    } catch (IllegalArgumentException wrong) {
      throw Problem.invalid("cluster " + named + ": " + wrong.getMessage());
    } catch (Problem wrong) {
      throw Problem.invalid("cluster " + named + ": " + wrong.detail());
    }
  }

  private Settings settings() {
    String word =
        type.orElseThrow(() -> new IllegalArgumentException("type is missing; use k3s or etcd"));
    return switch (word) {
      case "k3s" -> k3s();
      case "etcd" -> etcd();
      default -> throw new IllegalArgumentException("type '" + word + "' is not one of k3s, etcd");
    };
  }

  private Settings k3s() {
    refuse("k3s", "image", image);
    refuse("k3s", "tls", tls.filter(on -> on));
    return new Settings.K3s(
        flannelBackend.map(Flannel::parse),
        clusterCidr.map(Cidr::parse),
        serviceCidr.map(Cidr::parse),
        tlsSan.orElse(List.of()).stream()
            .map(it -> form("tls-san", it, HOST, "edge.example.org"))
            .toList(),
        endpoint.map(it -> form("endpoint", it, URL, "https://edge.example.org:6443")),
        airGap.orElse(false),
        metrics.orElse(false));
  }

  private Settings etcd() {
    refuse("etcd", "flannel-backend", flannelBackend);
    refuse("etcd", "cluster-cidr", clusterCidr);
    refuse("etcd", "service-cidr", serviceCidr);
    refuse("etcd", "tls-san", tlsSan.filter(all -> !all.isEmpty()));
    refuse("etcd", "endpoint", endpoint);
    refuse("etcd", "air-gap", airGap.filter(on -> on));
    refuse("etcd", "token-secret", tokenSecret);
    if (image.isPresent() == release.isPresent()) {
      throw new IllegalArgumentException(
          "an etcd cluster needs either release, for programs from the assets, or image, for a"
              + " container image");
    }
    return new Settings.Etcd(
        image.map(it -> form("image", it, IMAGE, "quay.io/coreos/etcd:v3.5.17")),
        tls.orElse(false),
        metrics.orElse(false));
  }

  private Map<Role, RoleSpec> roles(boolean k3s) {
    if (k3s) {
      refuse("k3s", "members", members);
    } else {
      Stream.of(servers, agents).forEach(it -> refuse("etcd", "servers and agents", it));
    }
    Map<Role, RoleSpec> roles = new EnumMap<>(Role.class);
    put(roles, Role.SERVER, servers, k3s);
    put(roles, Role.AGENT, agents, k3s);
    put(roles, Role.MEMBER, members, k3s);
    return roles;
  }

  private static void put(
      Map<Role, RoleSpec> roles, Role role, Optional<RoleView> view, boolean k3s) {
    try {
      view.ifPresent(it -> roles.put(role, it.toSpec(k3s)));
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(role.key() + "." + wrong.getMessage(), wrong);
    }
  }

  private static void refuse(String type, String key, Optional<?> value) {
    if (value.isPresent()) {
      throw new IllegalArgumentException(key + " is not for type " + type + "; remove it");
    }
  }

  private static String form(String key, String value, String form, String example) {
    if (!value.matches(form)) {
      throw new IllegalArgumentException(key + " must be of the form of " + example);
    }
    return value;
  }
}
