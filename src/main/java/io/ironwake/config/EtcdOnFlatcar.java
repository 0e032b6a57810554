package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A member of an etcd cluster on Flatcar. Settings are in {@code /etc/etcd/etcd.env}, read by a
 * unit of our own: the image's {@code etcd-member.service} and its wrapper differ from release to
 * release, and pull what a site without the Internet has not.
 */
@Pure
final class EtcdOnFlatcar {
  static final String SETTINGS = "/etc/etcd/etcd.env";
  private static final String ETCD = "/opt/bin/etcd";
  private static final String ETCDCTL = "/opt/bin/etcdctl";
  private static final int PEERS = 2380;
  private static final int CLIENTS = 2379;

  private EtcdOnFlatcar() {}

  static SystemParts parts(EtcdNode node) {
    Set<String> paths =
        switch (node.software()) {
          case EtcdNode.Software.Image image -> Set.of(SETTINGS);
          case EtcdNode.Software.Binaries binaries -> Set.of(SETTINGS, ETCD, ETCDCTL);
        };
    return new SystemParts(paths, ignition -> layOver(ignition, node));
  }

  private static void layOver(Ignition ignition, EtcdNode node) {
    ignition.file(SETTINGS, 0644, settings(node));
    String unit =
        switch (node.software()) {
          case EtcdNode.Software.Image image -> container(image.reference());
          case EtcdNode.Software.Binaries binaries -> {
            ignition.file(ETCD, 0755, binaries.etcd());
            ignition.file(ETCDCTL, 0755, binaries.etcdctl());
            yield program();
          }
        };
    ignition.unit("etcd.service", Optional.of(true), Optional.of(FrozenText.of(unit)));
  }

  private static String settings(EtcdNode node) {
    StringBuilder text = new StringBuilder();
    String scheme = node.tls() ? "https://" : "http://";
    put(text, "name", node.name());
    put(text, "data-dir", "/var/lib/etcd");
    put(text, "listen-peer-urls", scheme + "0.0.0.0:" + PEERS);
    put(text, "listen-client-urls", scheme + "0.0.0.0:" + CLIENTS);
    put(text, "initial-advertise-peer-urls", scheme + node.address() + ":" + PEERS);
    put(text, "advertise-client-urls", scheme + node.address() + ":" + CLIENTS);
    put(
        text,
        "initial-cluster",
        node.members().entrySet().stream()
            .map(each -> each.getKey() + "=" + scheme + each.getValue() + ":" + PEERS)
            .collect(Collectors.joining(",")));
    put(text, "initial-cluster-state", node.existing() ? "existing" : "new");
    put(text, "initial-cluster-token", node.token());
    if (node.tls()) {
      certificates().forEach((name, value) -> put(text, name, value));
    }
    node.options().forEach((name, values) -> put(text, name, String.join(",", values)));
    return text.toString();
  }

  private static Map<String, String> certificates() {
    Map<String, String> all = new TreeMap<>();
    for (String side : List.of("", "peer-")) {
      all.put(side + "trusted-ca-file", EtcdNode.CERTIFICATES + "/ca.crt");
      all.put(side + "cert-file", EtcdNode.CERTIFICATES + "/member.crt");
      all.put(side + "key-file", EtcdNode.CERTIFICATES + "/member.key");
      all.put(side + "client-cert-auth", "true");
    }
    return all;
  }

  /**
   * etcd reads each flag from a variable as well (etcd's documentation "Configuration options").
   */
  private static void put(StringBuilder text, String flag, String value) {
    text.append("ETCD_")
        .append(flag.toUpperCase(Locale.ROOT).replace('-', '_'))
        .append('=')
        .append(value)
        .append('\n');
  }

  private static String program() {
    return unit(
        "",
        "Type=notify\nEnvironmentFile="
            + SETTINGS
            + "\nStateDirectory=etcd\nStateDirectoryMode=0700\nExecStart="
            + ETCD
            + "\n");
  }

  private static String container(String image) {
    return unit(
        "Requires=docker.service\nAfter=docker.service\n",
        "Type=exec\nStateDirectory=etcd\nStateDirectoryMode=0700\n"
            + "ExecStartPre=-/usr/bin/docker rm --force etcd\n"
            + "ExecStart=/usr/bin/docker run --rm --name etcd --network host --env-file "
            + SETTINGS
            + " --volume /var/lib/etcd:/var/lib/etcd --volume /etc/etcd:/etc/etcd:ro "
            + image
            + " /usr/local/bin/etcd\nExecStop=/usr/bin/docker stop etcd\n");
  }

  private static String unit(String needs, String service) {
    return """
        [Unit]
        Description=etcd
        Documentation=https://etcd.io
        Wants=network-online.target
        After=network-online.target
        """
        + needs
        + "\n[Service]\n"
        + service
        + """
        Restart=always
        RestartSec=5s
        TimeoutStartSec=0
        LimitNOFILE=65536

        [Install]
        WantedBy=multi-user.target
        """;
  }
}
