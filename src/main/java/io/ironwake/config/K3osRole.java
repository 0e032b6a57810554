package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a k3OS is in its cluster (rancher/k3os {@code pkg/cc/funcs.go}): it follows from k3s's
 * arguments, {@code server_url} and {@code token} together, and a combination that makes no sense
 * makes a node that waits for ever.
 */
@Pure
enum K3osRole {
  /** The only server, with its data in a file. */
  SERVER(Needs.NOTHING, "server"),
  /** The one that begins an etcd of several servers. */
  FIRST_SERVER(Needs.TOKEN, "server", "--cluster-init"),
  /** Another server of that etcd. */
  FURTHER_SERVER(Needs.SERVER_AND_TOKEN, "server"),
  AGENT(Needs.SERVER_AND_TOKEN, "agent");

  static final String KEY = "role";

  private enum Needs {
    NOTHING,
    TOKEN,
    SERVER_AND_TOKEN
  }

  private final Needs needs;
  private final List<String> arguments;

  K3osRole(Needs needs, String... arguments) {
    this.needs = needs;
    this.arguments = List.of(arguments);
  }

  /**
   * k3s's arguments: the role's and after them the operator's, which without a role begin with one.
   *
   * @throws ConfigException for a combination that makes no node
   */
  static List<String> arguments(Fields config) {
    List<String> given = config.lines("k3s-args");
    Optional<K3osRole> role = read(config);
    boolean named = !given.isEmpty() && List.of("server", "agent").contains(given.getFirst());
    if (role.isPresent() && named) {
      throw new ConfigException(
          config.at("k3s-args") + "[0]", "stands beside role; flags alone go with it");
    }
    if (role.isEmpty() && !given.isEmpty() && !named) {
      throw new ConfigException(
          config.at("k3s-args") + "[0]",
          "must be server or agent; flags follow as further entries");
    }
    role.ifPresent(it -> it.check(config, given));
    checkWords(config, given);
    List<String> all = new ArrayList<>(role.map(it -> it.arguments).orElse(List.of()));
    all.addAll(given);
    return all;
  }

  /** Each entry is one argument: a flag and its value in one would be one word that k3s refuses. */
  private static void checkWords(Fields config, List<String> given) {
    for (int i = 0; i < given.size(); i++) {
      if (given.get(i).matches("--?[A-Za-z0-9-]+ .*")) {
        throw new ConfigException(
            config.at("k3s-args") + "[" + i + "]",
            "is one argument with a space in it; write flag=value, or two entries");
      }
    }
  }

  private static Optional<K3osRole> read(Fields config) {
    return config
        .line(KEY)
        .map(
            word ->
                Arrays.stream(values())
                    .filter(each -> each.word().equals(word))
                    .findFirst()
                    .orElseThrow(
                        () ->
                            new ConfigException(
                                config.at(KEY),
                                "must be one of "
                                    + Arrays.stream(values())
                                        .map(K3osRole::word)
                                        .collect(Collectors.joining(", ")))));
  }

  private String word() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  private void check(Fields config, List<String> given) {
    boolean server = config.has("server-url");
    if (needs == Needs.SERVER_AND_TOKEN && !server) {
      throw new ConfigException(
          config.at("server-url"),
          "is missing: " + word() + " joins a server; set it, such as https://10.0.0.11:6443");
    }
    if (needs != Needs.SERVER_AND_TOKEN && server) {
      throw new ConfigException(
          config.at("server-url"),
          "makes it join another server, and " + word() + " begins a cluster");
    }
    if (needs != Needs.NOTHING && !config.has("token") && !hasToken(given)) {
      throw new ConfigException(
          config.at("token"), "is missing: all nodes of a cluster share one; set it");
    }
  }

  /** Whether k3s is given its token by an argument. */
  static boolean hasToken(List<String> arguments) {
    return arguments.stream().anyMatch(it -> it.matches("(?:--token|-t)(?:=.*)?|--token-file.*"));
  }
}
