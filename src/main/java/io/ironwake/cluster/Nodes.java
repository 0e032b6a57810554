package io.ironwake.cluster;

import io.ironwake.cluster.Placement.Way;
import io.ironwake.config.AssetFile;
import io.ironwake.config.ClusterNode;
import io.ironwake.config.ConfigException;
import io.ironwake.config.EtcdNode;
import io.ironwake.config.K3sNode;
import io.ironwake.net.Pure;
import io.ironwake.profile.Arch;
import io.ironwake.profile.OsFamily;
import io.ironwake.profile.Profile;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Turns a machine's place in its cluster into what its system's writer needs to know. */
@Pure
final class Nodes {
  private static final String PORT_OPTION = "https-listen-port";
  private static final int API_PORT = 6443;
  private static final int METRICS_PORT = 2381;

  private Nodes() {}

  /**
   * Which files the machine fetches beside its profile's.
   *
   * @throws ConfigException when its profile's system cannot be in such a cluster, or the cluster
   *     does not say which release
   */
  static Optional<NeededFiles> needed(Cluster cluster, Profile profile) {
    Set<OsFamily> able =
        cluster.settings() instanceof Settings.K3s
            ? Set.of(OsFamily.K3OS, OsFamily.FLATCAR)
            : Set.of(OsFamily.FLATCAR);
    if (!able.contains(profile.os())) {
      throw refused(
          cluster,
          "is "
              + cluster.type()
              + ", which Ironwake sets up on "
              + (able.size() > 1 ? "k3os and flatcar" : "flatcar")
              + "; profile '"
              + profile.name()
              + "' installs "
              + profile.os().id());
    }
    String arch = profile.arch().id();
    return switch (cluster.settings()) {
      case Settings.K3s k3s when profile.os() == OsFamily.K3OS -> Optional.empty();
      case Settings.K3s k3s -> Optional.of(k3sFiles(cluster, k3s, profile.arch()));
      case Settings.Etcd etcd ->
          etcd.image().isPresent()
              ? Optional.empty()
              : Optional.of(
                  new NeededFiles("etcd", release(cluster), arch, List.of("etcd", "etcdctl")));
    };
  }

  private static NeededFiles k3sFiles(Cluster cluster, Settings.K3s k3s, Arch arch) {
    List<String> files = new ArrayList<>(List.of(arch == Arch.AMD64 ? "k3s" : "k3s-" + arch.id()));
    if (k3s.airGap()) {
      files.add("k3s-airgap-images-" + arch.id() + ".tar.zst");
    }
    return new NeededFiles("k3s", release(cluster), arch.id(), files);
  }

  private static String release(Cluster cluster) {
    return cluster
        .release()
        .orElseThrow(
            () ->
                refused(
                    cluster,
                    "says no release, and flatcar brings no "
                        + cluster.type()
                        + "; set release to one under assets/"
                        + cluster.type()
                        + "/"));
  }

  /**
   * What the machine becomes.
   *
   * @param files those {@link #needed} asked for
   * @param digest the SHA-256 of each
   * @param token what the cluster's machines share
   */
  static ClusterNode node(
      Cluster cluster,
      Placement placement,
      Optional<NeededFiles> files,
      UnaryOperator<String> digest,
      String token) {
    RoleSpec spec = cluster.spec(placement.me().role());
    List<AssetFile> assets =
        files.stream()
            .flatMap(
                all ->
                    all.files().stream()
                        .map(name -> new AssetFile(all.folder(), name, digest.apply(name))))
            .toList();
    return switch (cluster.settings()) {
      case Settings.K3s k3s -> k3s(cluster, k3s, spec, placement, assets, token);
      case Settings.Etcd etcd -> etcd(cluster, etcd, spec, placement, assets, token);
    };
  }

  private static K3sNode k3s(
      Cluster cluster,
      Settings.K3s settings,
      RoleSpec spec,
      Placement placement,
      List<AssetFile> assets,
      String token) {
    boolean server = placement.me().role() == Role.SERVER;
    return new K3sNode(
        cluster.name(),
        server,
        placement.way() instanceof Way.Joins joins
            ? Optional.of(settings.endpoint().orElseGet(() -> url(cluster, joins)))
            : Optional.empty(),
        token,
        server ? serverOptions(settings, spec, placement.way()) : spec.options(),
        spec.labels(),
        spec.taints(),
        assets.stream()
            .findFirst()
            .map(binary -> new K3sNode.Files(binary, assets.stream().skip(1).findFirst())));
  }

  private static String url(Cluster cluster, Way.Joins joins) {
    return "https://" + joins.server() + ":" + apiPort(cluster);
  }

  /** The port of k3s's API server. */
  static String apiPort(Cluster cluster) {
    List<String> named = cluster.spec(Role.SERVER).options().getOrDefault(PORT_OPTION, List.of());
    return named.isEmpty() ? String.valueOf(API_PORT) : named.getLast();
  }

  private static Map<String, List<String>> serverOptions(
      Settings.K3s settings, RoleSpec spec, Way way) {
    Map<String, List<String>> options = new LinkedHashMap<>();
    if (way instanceof Way.Founds) {
      options.put("cluster-init", List.of("true"));
    }
    settings.flannel().ifPresent(each -> options.put("flannel-backend", List.of(each.word())));
    settings.clusterCidr().ifPresent(each -> options.put("cluster-cidr", List.of(each.toString())));
    settings.serviceCidr().ifPresent(each -> options.put("service-cidr", List.of(each.toString())));
    List<String> names = new ArrayList<>(settings.tlsSans());
    settings
        .endpoint()
        .map(each -> URI.create(each).getHost())
        .filter(host -> !names.contains(host))
        .ifPresent(names::add);
    if (!names.isEmpty()) {
      options.put("tls-san", names);
    }
    if (settings.metrics()) {
      options.put("etcd-expose-metrics", List.of("true"));
    }
    options.putAll(spec.options());
    return options;
  }

  private static EtcdNode etcd(
      Cluster cluster,
      Settings.Etcd settings,
      RoleSpec spec,
      Placement placement,
      List<AssetFile> assets,
      String token) {
    Way.Boots way = (Way.Boots) placement.way();
    Map<String, List<String>> options = new LinkedHashMap<>();
    if (settings.metrics()) {
      options.put("listen-metrics-urls", List.of("http://0.0.0.0:" + METRICS_PORT));
    }
    options.putAll(spec.options());
    return new EtcdNode(
        cluster.name(),
        placement.me().name(),
        way.members(),
        way.existing(),
        token,
        settings
            .image()
            .<EtcdNode.Software>map(EtcdNode.Software.Image::new)
            .orElseGet(() -> new EtcdNode.Software.Binaries(assets.get(0), assets.get(1))),
        settings.tls(),
        options);
  }

  private static ConfigException refused(Cluster cluster, String why) {
    return new ConfigException("cluster " + cluster.name(), why);
  }
}
