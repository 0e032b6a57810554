package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The files of cloud-init's NoCloud source, and the autoinstall section in them. */
@Pure
final class UbuntuConfig {
  static final List<String> KEYS =
      List.of(
          Login.KEYS,
          Login.HASH,
          "user",
          "locale",
          "keyboard",
          "timezone",
          "packages",
          "proxy",
          "storage-layout",
          "storage",
          "network",
          "autoinstall",
          "user-data",
          "early-commands",
          "late-commands",
          "iso",
          "installer-arguments");

  private static final String CLOUD_CONFIG = "#cloud-config\n";
  private static final String YAML = "text/yaml; charset=utf-8";
  private static final List<String> LAYOUTS = List.of("lvm", "direct", "zfs");

  private final InstallFacts facts;
  private final Fields config;
  private final Placeholders placeholders;
  private final Login login;

  private UbuntuConfig(InstallFacts facts, Fields config) {
    this.facts = facts;
    this.config = config;
    this.placeholders = Placeholders.of(facts);
    this.login = Login.read(config);
  }

  static List<FrozenDocument> documents(InstallFacts facts, Fields config) {
    return new UbuntuConfig(facts, config).documents();
  }

  private List<FrozenDocument> documents() {
    List<FrozenDocument> documents = new ArrayList<>();
    documents.add(yaml("user-data", CLOUD_CONFIG, Map.of("autoinstall", autoinstall())));
    documents.add(yaml("meta-data", "", metaData()));
    documents.add(yaml("vendor-data", CLOUD_CONFIG, Map.of()));
    if (config.has("network")) {
      documents.add(yaml("network-config", "", network()));
    }
    documents.addAll(
        UbuntuScripts.documents(
            facts,
            placeholders.commands(config, "early-commands"),
            placeholders.commands(config, "late-commands")));
    return documents;
  }

  /** cloud-init takes an instance that it knows for done; each machine is one of its own. */
  private Map<String, Object> metaData() {
    Map<String, Object> meta = new LinkedHashMap<>();
    meta.put("instance-id", "ironwake-" + facts.mac().dashed());
    meta.put("local-hostname", HostName.of(facts));
    return meta;
  }

  private Map<String, Object> network() {
    return placeholders.map(config.at("network"), config.values("network"));
  }

  private Map<String, Object> autoinstall() {
    Map<String, Object> auto = new LinkedHashMap<>();
    auto.put("version", 1);
    auto.put("locale", Form.LOCALE.read(config, "locale", "en_US.UTF-8"));
    auto.put("keyboard", Map.of("layout", Form.KEYMAP.read(config, "keyboard", "us")));
    auto.put("timezone", Form.ZONE.read(config, "timezone", "Etc/UTC"));
    auto.put("ssh", Map.of("install-server", true));
    auto.put("storage", storage());
    auto.put("packages", packages());
    if (config.has("proxy")) {
      auto.put("proxy", Form.URL.required(config, "proxy"));
    }
    if (config.has("network")) {
      auto.put("network", network());
    }
    auto.put("early-commands", List.of(UbuntuScripts.command("early.sh")));
    auto.put("late-commands", List.of(UbuntuScripts.command("late.sh")));
    auto.put("error-commands", List.of(UbuntuScripts.command("error.sh")));
    auto.put("user-data", userData());
    auto.putAll(operators("autoinstall", UbuntuConfig::ownedByAutoinstall));
    return auto;
  }

  private List<String> packages() {
    List<String> packages = new ArrayList<>(List.of("curl"));
    packages.addAll(Form.PACKAGE.list(config, "packages"));
    return packages;
  }

  private Object storage() {
    String disk =
        TargetDisk.kernelName(
            facts, "Ubuntu's installer compares names of disks and follows no link");
    if (config.has("storage")) {
      UbuntuStorage.check(config);
      return placeholders.map(config.at("storage"), config.values("storage"));
    }
    String layout = config.line("storage-layout").orElse("lvm");
    if (!LAYOUTS.contains(layout)) {
      throw new ConfigException(
          config.at("storage-layout"), "must be one of " + String.join(", ", LAYOUTS));
    }
    Map<String, Object> chosen = new LinkedHashMap<>();
    chosen.put("name", layout);
    chosen.put("match", Map.of("path", disk));
    return Map.of("layout", chosen);
  }

  private Map<String, Object> userData() {
    Map<String, Object> system = new LinkedHashMap<>();
    system.put("hostname", HostName.of(facts));
    List<Object> users = new ArrayList<>(List.of(user()));
    Map<String, Object> more = operators("user-data", UbuntuConfig::ownedByUserData);
    users.addAll(list(config.at("user-data") + ".users", more.getOrDefault("users", List.of())));
    system.putAll(more);
    system.put("users", users);
    return system;
  }

  private static List<?> list(String path, Object value) {
    if (value instanceof List<?> list) {
      return list;
    }
    throw new ConfigException(path, "must be a list");
  }

  private Map<String, Object> user() {
    Map<String, Object> user = new LinkedHashMap<>();
    user.put("name", Form.USER.read(config, "user", "ubuntu"));
    user.put("groups", List.of("adm", "sudo"));
    user.put("shell", "/bin/bash");
    user.put("lock_passwd", login.hash().isEmpty());
    login.hash().ifPresent(hash -> user.put("passwd", hash));
    if (login.hash().isEmpty()) {
      // There is no password that sudo could ask for.
      user.put("sudo", "ALL=(ALL) NOPASSWD:ALL");
    }
    if (!login.keys().isEmpty()) {
      user.put("ssh_authorized_keys", login.keys());
    }
    return user;
  }

  private Map<String, Object> operators(String key, Function<String, Optional<String>> owned) {
    Map<?, ?> values = config.values(key);
    for (Object each : values.keySet()) {
      owned
          .apply(each.toString())
          .ifPresent(
              advice -> {
                throw new ConfigException(
                    config.at(key) + "." + each, "is written by Ironwake; " + advice);
              });
    }
    return placeholders.map(config.at(key), values);
  }

  private static Optional<String> ownedByAutoinstall(String key) {
    return switch (key) {
      case "version" -> Optional.of("remove it");
      case "identity", "user-data", "ssh" ->
          Optional.of("set config.user, ssh-authorized-keys, password-hash and user-data instead");
      case "storage", "network", "packages", "proxy", "locale", "keyboard", "timezone" ->
          Optional.of("set config." + key + " instead");
      case "early-commands", "late-commands" -> Optional.of("set config." + key + " instead");
      case "error-commands" -> Optional.of("remove it: they report the failure");
      case "interactive-sections" ->
          Optional.of("remove it: the installer would wait for somebody");
      case "shutdown" -> Optional.of("remove it: the machine boots what was installed");
      default -> Optional.empty();
    };
  }

  private static Optional<String> ownedByUserData(String key) {
    return switch (key) {
      case "hostname", "fqdn", "preserve_hostname" ->
          Optional.of("the machine's name is its host name");
      default -> Optional.empty();
    };
  }

  private static FrozenDocument yaml(String name, String opening, Map<?, ?> root) {
    return new FrozenDocument(name, YAML, YamlTree.write(opening, root));
  }
}
