package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** The {@code config.yaml} of an installed k3OS (rancher/k3os {@code pkg/config/config.go}). */
@Pure
final class K3osConfig {
  static final List<String> KEYS =
      List.of(
          "ssh-authorized-keys",
          "write-files",
          "init-cmd",
          "boot-cmd",
          "run-cmd",
          "data-sources",
          "modules",
          "sysctls",
          "ntp-servers",
          "dns-nameservers",
          "wifi",
          "password",
          "server-url",
          "token",
          "labels",
          "k3s-args",
          "environment",
          "taints",
          K3osRole.KEY,
          "upgrade",
          "install");

  private static final List<String> DATA_SOURCES =
      List.of(
          "aws",
          "cdrom",
          "digitalocean",
          "gcp",
          "hetzner",
          "openstack",
          "packet",
          "scaleway",
          "vultr");
  private static final Pattern TAINT =
      Pattern.compile("[^=:]+(?:=[^:]*)?:(?:NoSchedule|PreferNoSchedule|NoExecute)");

  /** Nodes with it are upgraded to the newest release by the cluster itself. */
  private static final String UPGRADE_LABEL = "k3os.io/upgrade";

  private final Fields config;
  private final boolean reports;
  private final YamlBlock yaml = new YamlBlock();

  private K3osConfig(Fields config, boolean reports) {
    this.config = config;
    this.reports = reports;
  }

  /**
   * @param reports whether it tells of each boot
   * @throws ConfigException for a value k3OS could not use
   */
  static FrozenText write(String hostName, Fields config, boolean reports) {
    return new K3osConfig(config, reports).write(hostName);
  }

  private FrozenText write(String hostName) {
    yaml.scalar(0, "hostname", hostName);
    yaml.list(0, "ssh_authorized_keys", keys());
    yaml.records(0, "write_files", K3osFiles.read(config));
    yaml.list(0, "init_cmd", commands("init-cmd"));
    yaml.list(0, "boot_cmd", commands("boot-cmd"));
    // k3OS stops at the first command that fails, so the report goes first; it works in the
    // background.
    List<FrozenText> run = new ArrayList<>();
    if (reports) {
      run.add(Reports.bootedCommand());
    }
    run.addAll(commands("run-cmd"));
    yaml.list(0, "run_cmd", run);
    yaml.section(
        "k3os",
        () -> {
          host();
          cluster();
        });
    return yaml.build();
  }

  private void host() {
    yaml.list(
        1,
        "data_sources",
        each(
            "data-sources",
            DATA_SOURCES::contains,
            "must be one of " + String.join(", ", DATA_SOURCES)));
    yaml.list(
        1,
        "modules",
        each(
            "modules",
            name -> name.matches("[A-Za-z0-9_-]+"),
            "must be the name of a kernel module"));
    yaml.map(1, "sysctls", config.scalars("sysctls"));
    yaml.list(1, "ntp_servers", literals(config.lines("ntp-servers")));
    yaml.list(1, "dns_nameservers", literals(config.lines("dns-nameservers")));
    yaml.records(1, "wifi", wifi());
    config.line("password").ifPresent(it -> yaml.scalar(1, "password", it));
  }

  private void cluster() {
    serverUrl().ifPresent(it -> yaml.scalar(1, "server_url", it));
    config.line("token").ifPresent(it -> yaml.scalar(1, "token", it));
    yaml.map(1, "labels", labels());
    yaml.list(1, "k3s_args", literals(k3sArgs()));
    yaml.map(1, "environment", config.scalars("environment"));
    yaml.list(
        1,
        "taints",
        each(
            "taints",
            it -> TAINT.matcher(it).matches(),
            "must read key=value:NoSchedule, :PreferNoSchedule or :NoExecute"));
  }

  private Map<String, String> labels() {
    Map<String, String> labels = config.scalars("labels");
    config
        .line("upgrade")
        .ifPresent(
            word -> {
              if (!word.equals("latest")) {
                throw new ConfigException(
                    config.at("upgrade"), "must be latest, or left out for no upgrades");
              }
              if (labels.containsKey(UPGRADE_LABEL)) {
                throw new ConfigException(
                    config.at("labels"), "has " + UPGRADE_LABEL + ", which upgrade sets; keep one");
              }
              labels.put(UPGRADE_LABEL, word);
            });
    return labels;
  }

  private List<FrozenText> keys() {
    return literals(SshKeys.read(config, "ssh-authorized-keys", true));
  }

  private List<FrozenText> commands(String key) {
    return each(
        config.texts(key),
        key,
        it -> !it.isBlank() && it.indexOf('\0') < 0,
        "must be a shell command");
  }

  private List<Map<String, String>> wifi() {
    List<Map<String, String>> networks = new ArrayList<>();
    for (Fields each : config.records("wifi", List.of("name", "passphrase"))) {
      Map<String, String> network = new LinkedHashMap<>();
      network.put("name", each.requiredLine("name"));
      network.put("passphrase", each.requiredLine("passphrase"));
      networks.add(network);
    }
    return networks;
  }

  private Optional<String> serverUrl() {
    Optional<String> url = config.line("server-url");
    url.filter(it -> !it.matches("https?://[^\\s\"]+"))
        .ifPresent(
            it -> {
              throw new ConfigException(
                  config.at("server-url"), "must be a URL such as https://10.0.0.11:6443");
            });
    return url;
  }

  /**
   * k3OS hands a token to k3s as a variable that k3s 1.25 no longer reads unless it begins with K10
   * (longhorn#4807), so it goes into the arguments too; and as any argument switches k3OS's choice
   * of role off, the role is then written out.
   */
  private List<String> k3sArgs() {
    List<String> args = new ArrayList<>(K3osRole.arguments(config));
    Optional<String> token =
        config.line("token").filter(it -> !it.isEmpty() && !it.startsWith("K10"));
    if (token.isPresent() && !K3osRole.hasToken(args)) {
      if (args.isEmpty()) {
        args.add(config.has("server-url") ? "agent" : "server");
      }
      args.add("--token=" + token.get());
    }
    return args;
  }

  private List<FrozenText> each(String key, Predicate<String> valid, String otherwise) {
    return each(config.lines(key), key, valid, otherwise);
  }

  private List<FrozenText> each(
      List<String> values, String key, Predicate<String> valid, String otherwise) {
    for (int i = 0; i < values.size(); i++) {
      if (!valid.test(values.get(i))) {
        throw new ConfigException(config.at(key) + "[" + i + "]", otherwise);
      }
    }
    return literals(values);
  }

  private static List<FrozenText> literals(List<String> values) {
    return values.stream().map(FrozenText::of).toList();
  }
}
