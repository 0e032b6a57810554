package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A k3s cluster's machine on Flatcar, which brings no k3s: the program from our assets, its
 * settings in {@code /etc/rancher/k3s/config.yaml}, and a unit like the one k3s's own installer
 * writes. Operators add settings of their own in {@code /etc/rancher/k3s/config.yaml.d/}.
 */
@Pure
final class K3sOnFlatcar {
  static final String BINARY = "/opt/bin/k3s";
  static final String CONFIG = "/etc/rancher/k3s/config.yaml";
  static final String IMAGES = "/var/lib/rancher/k3s/agent/images/";

  private K3sOnFlatcar() {}

  /**
   * @throws ConfigException without a k3s to run
   */
  static SystemParts parts(K3sNode node) {
    K3sNode.Files files =
        node.files()
            .orElseThrow(
                () ->
                    new ConfigException(
                        "cluster " + node.cluster(),
                        "names no k3s; Flatcar brings none, so set its release"));
    Set<String> paths = new TreeSet<>(Set.of(BINARY, CONFIG));
    files.images().ifPresent(images -> paths.add(IMAGES + images.name()));
    return new SystemParts(paths, ignition -> layOver(ignition, node, files));
  }

  private static void layOver(Ignition ignition, K3sNode node, K3sNode.Files files) {
    ignition.file(BINARY, 0755, files.binary());
    files.images().ifPresent(images -> ignition.file(IMAGES + images.name(), 0644, images));
    ignition.file(CONFIG, 0600, settings(node));
    ignition.unit(
        node.server() ? "k3s.service" : "k3s-agent.service",
        Optional.of(true),
        Optional.of(FrozenText.of(unit(node))));
  }

  private static FrozenText settings(K3sNode node) {
    YamlBlock yaml = new YamlBlock();
    node.joins().ifPresent(url -> yaml.scalar(0, "server", url));
    yaml.scalar(0, "token", node.token());
    node.options().forEach((name, values) -> option(yaml, name, values));
    yaml.list(
        0,
        "node-label",
        node.labels().entrySet().stream()
            .map(each -> FrozenText.of(each.getKey() + "=" + each.getValue()))
            .toList());
    yaml.list(0, "node-taint", node.taints().stream().map(FrozenText::of).toList());
    return yaml.build();
  }

  private static void option(YamlBlock yaml, String name, List<String> values) {
    if (values.size() == 1) {
      yaml.scalar(0, name, values.getFirst());
    } else {
      yaml.list(0, name, values.stream().map(FrozenText::of).toList());
    }
  }

  /** A server says when it is up; an agent's notice would wait for servers that are not there. */
  private static String unit(K3sNode node) {
    return """
        [Unit]
        Description=k3s %1$s of cluster %2$s
        Documentation=https://docs.k3s.io
        Wants=network-online.target
        After=network-online.target

        [Service]
        Type=%3$s
        KillMode=process
        Delegate=yes
        LimitNOFILE=1048576
        LimitNPROC=infinity
        LimitCORE=infinity
        TasksMax=infinity
        TimeoutStartSec=0
        Restart=always
        RestartSec=5s
        ExecStartPre=-/usr/sbin/modprobe br_netfilter
        ExecStartPre=-/usr/sbin/modprobe overlay
        ExecStart=%4$s %1$s

        [Install]
        WantedBy=multi-user.target
        """
        .formatted(node.role(), node.cluster(), node.server() ? "notify" : "exec", BINARY);
  }
}
