package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The AutoYaST profile of one machine, and the scripts that it fetches. */
@Pure
final class AutoyastProfile {
  static final List<String> KEYS =
      List.of(
          Login.KEYS,
          Login.HASH,
          "repo",
          "language",
          "keymap",
          "timezone",
          "product",
          "patterns",
          "packages",
          "partitions",
          "sections",
          "early-commands",
          "late-commands",
          "installer-arguments");

  private static final Set<String> OWNED =
      Set.of(
          "partitioning",
          "users",
          "scripts",
          "software",
          "bootloader",
          "language",
          "keyboard",
          "timezone");

  private final InstallFacts facts;
  private final Fields config;
  private final Placeholders placeholders;

  private AutoyastProfile(InstallFacts facts, Fields config) {
    this.facts = facts;
    this.config = config;
    this.placeholders = Placeholders.of(facts);
  }

  static FrozenText write(InstallFacts facts, Fields config) {
    return XmlTree.write(new AutoyastProfile(facts, config).sections());
  }

  private Map<String, Object> sections() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("general", Map.of("mode", Map.of("confirm", false)));
    all.put("language", Map.of("language", Form.LOCALE.read(config, "language", "en_US")));
    all.put("keyboard", Map.of("keymap", Form.KEYMAP.read(config, "keymap", "english-us")));
    all.put("timezone", Map.of("timezone", Form.ZONE.read(config, "timezone", "Etc/UTC")));
    if (!facts.arguments().words().isEmpty()) {
      all.put("bootloader", Map.of("global", Map.of("append", facts.arguments().line())));
    }
    all.put("networking", networking());
    all.put("firewall", firewall());
    all.put("partitioning", List.of(drive()));
    all.put("users", List.of(root()));
    all.put("services-manager", Map.of("services", Map.of("enable", List.of("sshd"))));
    all.put("software", software());
    all.put("scripts", scripts());
    Map<String, Object> more = operators();
    more.computeIfPresent("general", (key, general) -> withMode(general));
    all.putAll(more);
    return all;
  }

  private static Object withMode(Object general) {
    Map<String, Object> whole = new LinkedHashMap<>(Map.of("mode", Map.of("confirm", false)));
    if (!(general instanceof Map<?, ?> given)) {
      throw new ConfigException("config.sections.general", "must be a map");
    }
    given.forEach((key, value) -> whole.put(key.toString(), value));
    return whole;
  }

  private Map<String, Object> operators() {
    Map<?, ?> values = config.values("sections");
    if (values.get("general") instanceof Map<?, ?> general && general.containsKey("mode")) {
      throw new ConfigException(
          config.at("sections") + ".general.mode",
          "is written by Ironwake: the installer must ask nobody and reboot at the end");
    }
    for (Object each : values.keySet()) {
      if (OWNED.contains(each.toString())) {
        throw new ConfigException(
            config.at("sections") + "." + each,
            "is written by Ironwake from other keys of config: " + String.join(", ", KEYS));
      }
    }
    return placeholders.map(config.at("sections"), values);
  }

  private Map<String, Object> networking() {
    String[] name = HostName.of(facts).split("\\.", 2);
    Map<String, Object> dns = new LinkedHashMap<>();
    dns.put("hostname", name[0]);
    if (name.length > 1) {
      dns.put("domain", name[1]);
    }
    Map<String, Object> networking = new LinkedHashMap<>();
    networking.put("dns", dns);
    networking.put("keep_install_network", true);
    return networking;
  }

  private static Map<String, Object> firewall() {
    Map<String, Object> zone = new LinkedHashMap<>();
    zone.put("name", "public");
    zone.put("services", List.of("ssh", "dhcpv6-client"));
    Map<String, Object> firewall = new LinkedHashMap<>();
    firewall.put("enable_firewall", true);
    firewall.put("start_firewall", true);
    firewall.put("default_zone", "public");
    firewall.put("zones", List.of(zone));
    return firewall;
  }

  /** Without a device YaST would take the first disk it finds. */
  private Map<String, Object> drive() {
    Map<String, Object> drive = new LinkedHashMap<>();
    drive.put("device", TargetDisk.nameOrLink(facts));
    drive.put("disklabel", "gpt");
    drive.put("initialize", true);
    drive.put("use", "all");
    List<Object> partitions = new ArrayList<>();
    for (Fields each : config.openRecords("partitions")) {
      partitions.add(placeholders.map(each.path(), each.all()));
    }
    if (!partitions.isEmpty()) {
      drive.put("partitions", partitions);
    }
    return drive;
  }

  private Map<String, Object> root() {
    Login login = Login.read(config);
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("username", "root");
    root.put("user_password", login.crypted());
    root.put("encrypted", true);
    if (!login.keys().isEmpty()) {
      root.put("authorized_keys", login.keys());
    }
    return root;
  }

  private Map<String, Object> software() {
    Map<String, Object> software = new LinkedHashMap<>();
    if (config.has("product")) {
      software.put("products", List.of(Form.RPM.required(config, "product")));
    }
    List<String> patterns = Form.RPM.list(config, "patterns");
    software.put("patterns", patterns.isEmpty() ? List.of("base") : patterns);
    List<String> packages = new ArrayList<>(List.of("openssh", "curl"));
    packages.addAll(Form.RPM.list(config, "packages"));
    software.put("packages", packages);
    return software;
  }

  private static Map<String, Object> scripts() {
    Map<String, Object> scripts = new LinkedHashMap<>();
    scripts.put("pre-scripts", List.of(script("early.sh", Map.of())));
    scripts.put("chroot-scripts", List.of(script("late.sh", Map.of("chrooted", true))));
    return scripts;
  }

  private static Map<String, Object> script(String name, Map<String, Object> more) {
    Map<String, Object> script = new LinkedHashMap<>(more);
    script.put("filename", "fetch-" + name);
    script.put("interpreter", "shell");
    script.put("source", InstallerShell.command(InstallerShell.Client.CURL, "/tmp", name));
    return script;
  }

  static List<FrozenDocument> scripts(InstallFacts facts, Fields config) {
    Placeholders placeholders = Placeholders.of(facts);
    return List.of(
        shell("Runs before the disk is partitioned.")
            .set("disk", TargetDisk.nameOrLink(facts))
            .add(InstallerShell.WAIT_FOR_DISK)
            .guard(facts.diskGuards())
            .progress("the+installer+has+read+its+profile")
            .run(placeholders.commands(config, "early-commands"), "early-commands")
            .document("early.sh"),
        shell("Runs inside the installed system, before the reboot.")
            .add(BootedHook.placing(""))
            .run(placeholders.commands(config, "late-commands"), "late-commands")
            .installed(facts.profile().completion())
            .document("late.sh"),
        BootedHook.document());
  }

  private static InstallerShell shell(String what) {
    return new InstallerShell("#!/bin/sh\n# " + what + "\n", InstallerShell.Client.CURL);
  }
}
