package io.ironwake.config;

import io.ironwake.net.Ipv4;
import io.ironwake.profile.OsFamily;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A machine in each role of each kind of cluster. */
final class ClusterSamples {
  static final String TOKEN = "5ecre7" + "0".repeat(58);
  private static final String SHA256 = "ab".repeat(32);
  private static final Optional<String> SERVER = Optional.of("https://192.0.2.11:6443");
  private static final List<String> ETCD = List.of("etcd-1", "etcd-2", "etcd-3");

  private ClusterSamples() {}

  static Map<String, InstallFacts> all() {
    Map<String, InstallFacts> all = new LinkedHashMap<>();
    all.put("k3s-k3os-first", k3os(k3s(true, Optional.empty(), false)));
    all.put("k3s-k3os-server", k3os(k3s(true, SERVER, false)));
    all.put("k3s-k3os-agent", k3os(k3s(false, SERVER, false)));
    all.put("k3s-flatcar-first", flatcar(k3s(true, Optional.empty(), true)));
    all.put("k3s-flatcar-server", flatcar(k3s(true, SERVER, true)));
    all.put("k3s-flatcar-agent", flatcar(k3s(false, SERVER, true)));
    all.put("etcd-flatcar-image", flatcar(etcd(false, image(), false)));
    all.put("etcd-flatcar-replaced", flatcar(etcd(true, binaries(), false)));
    all.put("etcd-flatcar-tls", flatcar(etcd(false, binaries(), true)));
    return all;
  }

  static InstallFacts k3os(ClusterNode node) {
    return Installs.facts(
            OsFamily.K3OS,
            Map.of(
                "labels",
                Map.of("example.org/rack", "r1"),
                "taints",
                List.of("example.org/noisy=true:PreferNoSchedule"),
                "run-cmd",
                List.of("echo ready")))
        .in(node);
  }

  static InstallFacts flatcar(ClusterNode node) {
    return Installs.facts(
            OsFamily.FLATCAR,
            Map.of("files", List.of(Map.of("path", "/etc/motd.d/10-site", "content", "hello\n"))))
        .in(node);
  }

  static K3sNode k3s(boolean server, Optional<String> joins, boolean files) {
    Map<String, List<String>> options = new LinkedHashMap<>();
    if (server && joins.isEmpty()) {
      options.put("cluster-init", List.of("true"));
    }
    if (server) {
      options.put("flannel-backend", List.of("vxlan"));
      options.put("cluster-cidr", List.of("10.42.0.0/16"));
      options.put("service-cidr", List.of("10.43.0.0/16"));
      options.put("tls-san", List.of("edge.example.org", "192.0.2.10"));
    }
    return new K3sNode(
        "edge",
        server,
        joins,
        TOKEN,
        options,
        Map.of("example.org/tier", server ? "control" : "work"),
        server ? List.of("node-role.kubernetes.io/control-plane=true:NoSchedule") : List.of(),
        files
            ? Optional.of(
                new K3sNode.Files(
                    new AssetFile("k3s/v1.31.4+k3s1/amd64", "k3s", SHA256),
                    Optional.of(
                        new AssetFile(
                            "k3s/v1.31.4+k3s1/amd64", "k3s-airgap-images-amd64.tar.zst", SHA256))))
            : Optional.empty());
  }

  static EtcdNode etcd(boolean existing, EtcdNode.Software software, boolean tls) {
    Map<String, Ipv4> members = new LinkedHashMap<>();
    ETCD.forEach(
        name -> members.put(name, Ipv4.parse("192.0.2.2" + name.charAt(name.length() - 1))));
    return new EtcdNode(
        "store",
        "etcd-2",
        members,
        existing,
        "store-1",
        software,
        tls,
        Map.of("listen-metrics-urls", List.of("http://0.0.0.0:2381")));
  }

  private static EtcdNode.Software image() {
    return new EtcdNode.Software.Image("quay.io/coreos/etcd:v3.5.17");
  }

  private static EtcdNode.Software binaries() {
    return new EtcdNode.Software.Binaries(
        new AssetFile("etcd/v3.5.17/amd64", "etcd", SHA256),
        new AssetFile("etcd/v3.5.17/amd64", "etcdctl", SHA256));
  }
}
