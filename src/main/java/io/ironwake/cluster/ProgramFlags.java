package io.ironwake.cluster;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An operator's own flags for k3s or etcd. Their values are made of characters that mean nothing to
 * YAML, systemd or a shell, since they end in files of all three.
 */
@Pure
final class ProgramFlags {
  private static final Pattern FLAG =
      Pattern.compile("--([a-z][a-z0-9-]*)(?:=([A-Za-z0-9._:/,=@+*!~\\[\\]-]+))?");
  private static final Pattern SECRET =
      Pattern.compile(".*(?:token|password|secret|credential|datastore-endpoint).*");

  private static final Map<String, String> K3S =
      Map.of(
          "cluster-init", "Ironwake decides who founds the cluster; remove it",
          "server", "Ironwake decides who joins whom; remove it",
          "flannel-backend", "set flannel-backend",
          "cluster-cidr", "set cluster-cidr",
          "service-cidr", "set service-cidr",
          "tls-san", "set tls-san",
          "node-label", "set node-labels",
          "node-taint", "set node-taints",
          "etcd-expose-metrics", "set metrics: true");

  private static final Map<String, String> ETCD =
      Map.of(
          "name", "it is the machine's; remove it",
          "data-dir", "it is /var/lib/etcd; remove it",
          "listen-metrics-urls", "set metrics: true",
          "listen-peer-urls", "it follows from the reservation; remove it",
          "listen-client-urls", "it follows from the reservation; remove it",
          "advertise-client-urls", "it follows from the reservation; remove it",
          "config-file", "it would hide all other settings; remove it");

  private ProgramFlags() {}

  /**
   * @throws IllegalArgumentException naming the flag and the fix
   */
  static Map<String, List<String>> read(List<String> args, boolean k3s) {
    Map<String, List<String>> options = new LinkedHashMap<>();
    for (String each : args) {
      Matcher flag = FLAG.matcher(each);
      if (!flag.matches()) {
        throw new IllegalArgumentException(
            "args: write each flag as --name or --name=value, the value of letters, digits and"
                + " ._:/,=@+*!~[]-");
      }
      String name = flag.group(1);
      check(name, k3s);
      options
          .computeIfAbsent(name, any -> new ArrayList<>())
          .add(Optional.ofNullable(flag.group(2)).orElse("true"));
    }
    return options;
  }

  private static void check(String name, boolean k3s) {
    Optional<String> instead = Optional.ofNullable((k3s ? K3S : ETCD).get(name));
    if (!k3s && name.startsWith("initial-")) {
      instead = Optional.of("Ironwake decides who begins with whom; remove it");
    }
    if (SECRET.matcher(name).matches()) {
      instead =
          Optional.of(
              name.equals("token")
                  ? "Ironwake makes it, or set token-secret; remove it"
                  : "what stands here is shown to every viewer; write it into a file of the profile");
    }
    instead.ifPresent(
        fix -> {
          throw new IllegalArgumentException("args: --" + name + ": " + fix);
        });
  }

  static List<String> write(Map<String, List<String>> options) {
    List<String> args = new ArrayList<>();
    options.forEach(
        (name, values) ->
            values.forEach(
                value -> args.add(value.equals("true") ? "--" + name : "--" + name + "=" + value)));
    return args;
  }
}
