package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The cloud-config of a Kairos machine. The live system and the installed one read the same, so
 * each report says in which of them it is meant.
 */
@Pure
final class KairosConfig {
  static final String INSTALL_MODE = "install-mode";

  static final List<String> KEYS =
      List.of(
          Login.KEYS,
          Login.HASH,
          "user",
          "kernel",
          "initrd",
          "squashfs",
          "cloud-config",
          "early-commands",
          "late-commands",
          "installer-arguments");

  private static final String PATH = "config.cloud-config";

  private final InstallFacts facts;
  private final Fields config;
  private final Placeholders placeholders;

  private KairosConfig(InstallFacts facts, Fields config) {
    this.facts = facts;
    this.config = config;
    this.placeholders = Placeholders.of(facts);
  }

  static List<FrozenDocument> documents(String name, InstallFacts facts, Fields config) {
    return new KairosConfig(facts, config).documents(name);
  }

  private List<FrozenDocument> documents(String name) {
    return List.of(
        new FrozenDocument(
            name, "text/yaml; charset=utf-8", YamlTree.write("#cloud-config\n", root())),
        script("Runs before the disk is written.")
            .set("disk", TargetDisk.nameOrLink(facts))
            .add(InstallerShell.WAIT_FOR_DISK)
            .guard(facts.diskGuards())
            .progress("writing+the+disk")
            .run(placeholders.commands(config, "early-commands"), "early-commands")
            .document("early.sh"),
        script("Runs when the disk is written, before the reboot.")
            .run(placeholders.commands(config, "late-commands"), "late-commands")
            .installed(facts.profile().completion())
            .document("late.sh"));
  }

  private Map<String, Object> root() {
    Map<String, Object> more = placeholders.map(PATH, config.values("cloud-config"));
    if (more.containsKey("hostname")) {
      throw new ConfigException(
          PATH + ".hostname", "the machine's name is its host name; remove it");
    }
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("hostname", HostName.of(facts));
    List<Object> users = new ArrayList<>(List.of(user()));
    users.addAll(list(more, "users"));
    root.put("users", users);
    root.put("install", install(section(more, "install")));
    root.put("stages", stages(section(more, "stages")));
    more.forEach(root::putIfAbsent);
    return root;
  }

  private Map<String, Object> user() {
    Login login = Login.read(config);
    Map<String, Object> user = new LinkedHashMap<>();
    user.put("name", Form.USER.read(config, "user", "kairos"));
    user.put("groups", List.of("admin"));
    login.hash().ifPresent(hash -> user.put("passwd", hash));
    if (!login.keys().isEmpty()) {
      user.put("ssh_authorized_keys", login.keys());
    }
    return user;
  }

  private Map<String, Object> install(Map<?, ?> given) {
    for (String key : List.of("device", "auto", "reboot", "poweroff")) {
      if (given.containsKey(key)) {
        throw new ConfigException(
            PATH + ".install." + key,
            "is written by Ironwake: the machine's disk, without a question, and then a reboot");
      }
    }
    Map<String, Object> install = new LinkedHashMap<>();
    install.put("auto", true);
    install.put("device", TargetDisk.nameOrLink(facts));
    install.put("reboot", true);
    if (!facts.arguments().words().isEmpty()) {
      install.put("grub_options", Map.of("extra_cmdline", facts.arguments().line()));
    }
    given.forEach((key, value) -> install.put(key.toString(), value));
    return install;
  }

  private Map<String, Object> stages(Map<?, ?> given) {
    Map<String, Object> stages = new LinkedHashMap<>();
    given.forEach((key, value) -> stages.put(key.toString(), value));
    add(stages, "before-install", command("early.sh"));
    add(stages, "after-install", command("late.sh"));
    add(stages, "network", booted());
    return stages;
  }

  private static FrozenText command(String script) {
    return InstallerShell.command(InstallerShell.Client.CURL, "/tmp", script);
  }

  private static FrozenText booted() {
    return FrozenText.of("grep -qw " + INSTALL_MODE + " /proc/cmdline || { ")
        .plus(Reports.bootedCommand())
        .plus(" }");
  }

  /** Last of its stage, so that it speaks of all that came before it. */
  private static void add(Map<String, Object> stages, String stage, FrozenText command) {
    List<Object> steps = list(stages, stage);
    Map<String, Object> step = new LinkedHashMap<>();
    step.put("name", "Report to Ironwake");
    step.put("commands", List.of(command));
    steps.add(step);
    stages.put(stage, steps);
  }

  private static Map<?, ?> section(Map<String, Object> map, String key) {
    return Optional.ofNullable(map.get(key))
        .map(
            value -> {
              if (value instanceof Map<?, ?> section) {
                return section;
              }
              throw new ConfigException(PATH + "." + key, "must be a map");
            })
        .orElse(Map.of());
  }

  private static List<Object> list(Map<String, Object> map, String key) {
    Object value = map.getOrDefault(key, List.of());
    if (value instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    throw new ConfigException(PATH, key + " must be a list");
  }

  private static InstallerShell script(String what) {
    return new InstallerShell("#!/bin/sh\n# " + what + "\n", InstallerShell.Client.CURL);
  }
}
