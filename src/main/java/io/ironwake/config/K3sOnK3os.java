package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A k3s cluster's machine in the words of k3OS's {@code config.yaml} (rancher/k3os {@code
 * pkg/cc/funcs.go}). The token stands in {@code token} and among the arguments, for k3OS hands it
 * on as a variable that k3s 1.25 no longer reads (longhorn#4807).
 */
@Pure
final class K3sOnK3os {
  private static final List<String> DECIDED = List.of("role", "server-url", "token", "k3s-args");

  private K3sOnK3os() {}

  /**
   * The operator's config with the cluster's keys laid over it.
   *
   * @throws ConfigException for a key of the profile that only the cluster can say
   */
  static Map<String, Object> laidOver(Map<String, Object> config, ClusterNode node) {
    if (!(node instanceof K3sNode k3s)) {
      throw new ConfigException(
          "profile.os",
          "k3OS runs k3s and nothing else; cluster " + node.cluster() + " needs flatcar");
    }
    DECIDED.stream()
        .filter(config::containsKey)
        .forEach(
            key -> {
              throw new ConfigException(
                  "config." + key, "is decided by cluster " + k3s.cluster() + "; remove it here");
            });
    Map<String, Object> laid = new LinkedHashMap<>(config);
    k3s.joins().ifPresent(url -> laid.put("server-url", url));
    laid.put("token", k3s.token());
    laid.put("k3s-args", arguments(k3s));
    laid.put("labels", labels(config.get("labels"), k3s));
    laid.put("taints", taints(config.get("taints"), k3s));
    return laid;
  }

  private static List<String> arguments(K3sNode node) {
    List<String> arguments = new ArrayList<>(List.of(node.role()));
    node.options()
        .forEach(
            (name, values) ->
                values.forEach(
                    value ->
                        arguments.add(
                            value.equals("true") ? "--" + name : "--" + name + "=" + value)));
    arguments.add("--token=" + node.token());
    return arguments;
  }

  private static Object labels(@Nullable Object own, K3sNode node) {
    if (own != null && !(own instanceof Map<?, ?>)) {
      return own;
    }
    Map<String, Object> all = new LinkedHashMap<>(node.labels());
    if (own instanceof Map<?, ?> map) {
      map.forEach((key, value) -> all.put(key.toString(), value));
    }
    return all;
  }

  private static Object taints(@Nullable Object own, K3sNode node) {
    if (own != null && !(own instanceof List<?>)) {
      return own;
    }
    List<Object> all = new ArrayList<>(node.taints());
    if (own instanceof List<?> list) {
      all.addAll(list);
    }
    return all;
  }
}
