package io.ironwake.config;

import io.ironwake.butane.IgnitionConfig;
import io.ironwake.net.Pure;
import io.ironwake.profile.Profile;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What the operator wants of a system that Ignition sets up, checked. */
@Pure
final class FlatcarConfig {
  static final List<String> KEYS =
      List.of(
          "ssh-authorized-keys", "files", "units", SystemDocument.BUTANE, SystemDocument.IGNITION);
  private static final Pattern UNIT_NAME =
      Pattern.compile(
          "[A-Za-z0-9:_.@-]{1,200}\\.(?:service|socket|device|mount|automount|swap|target|path|timer|slice|scope)");
  private static final String OURS = "/opt/ironwake";

  private final String hostName;
  private final String user;
  private final List<String> keys;
  private final IgnitionConfig document;
  private final SystemParts added;
  private final Set<String> paths = new HashSet<>();
  private final List<Consumer<Ignition>> parts = new ArrayList<>();

  private FlatcarConfig(
      String hostName, String user, List<String> keys, IgnitionConfig document, SystemParts added) {
    this.hostName = hostName;
    this.user = user;
    this.keys = keys;
    this.document = document;
    this.added = added;
  }

  /**
   * Checks the operator's document, which needs no machine.
   *
   * @throws ConfigException for what {@link #read} would refuse in it
   */
  static void checkDocument(Profile profile, Fields fields) {
    SystemDocument.read(profile, fields, Set.of(OURS));
  }

  /**
   * @throws ConfigException for what Ignition would refuse on the machine, where nobody sees it
   */
  static FlatcarConfig read(InstallFacts facts, Fields fields) {
    return read(facts, fields, "core", OURS);
  }

  /**
   * @param user whose the keys are
   * @param ours the folder of our own files
   * @throws ConfigException for what Ignition would refuse on the machine, where nobody sees it
   */
  static FlatcarConfig read(InstallFacts facts, Fields fields, String user, String ours) {
    SystemParts added = facts.node().map(SystemParts::of).orElse(SystemParts.NONE);
    Set<String> claimed = added.claiming(ours);
    FlatcarConfig config =
        new FlatcarConfig(
            HostName.of(facts),
            user,
            SshKeys.read(fields, "ssh-authorized-keys", false),
            SystemDocument.read(facts.profile(), fields, claimed),
            added);
    config.readFiles(fields, claimed);
    config.readUnits(fields);
    return config;
  }

  /**
   * Has the system write a file that Ironwake makes of other keys.
   *
   * @throws ConfigException when the operator writes the same file
   */
  void addFile(String key, String path, String content) {
    boolean inDocument = SystemDocument.paths(document).contains(path) || paths.contains(path);
    if (inDocument) {
      throw new ConfigException(key, "writes " + path + ", which is written by the profile too");
    }
    parts.add(ignition -> ignition.file(path, 0644, content));
  }

  /** The operator's own document. */
  IgnitionConfig document() {
    return document;
  }

  /** Keys and host name: what the installer in memory shares with the installed system. */
  Ignition identity() {
    return identified(new Ignition(user).sshKeys(SystemDocument.keys(document, user)));
  }

  private Ignition identified(Ignition ignition) {
    return ignition.sshKeys(keys).file("/etc/hostname", 0644, hostName + "\n");
  }

  /** {@link #identity} with the operator's document, or files and units, and a cluster's. */
  Ignition system() {
    Ignition system = identified(new Ignition(user, document));
    parts.forEach(each -> each.accept(system));
    added.layer().layOver(system);
    return system;
  }

  private void readFiles(Fields config, Set<String> claimed) {
    Set<String> taken = new HashSet<>(claimed);
    taken.add("/etc/hostname");
    for (Fields file : config.records("files", List.of("path", "mode", "content"))) {
      String path = FilePath.of(file, "path");
      taken.stream()
          .filter(
              other ->
                  path.equals(other)
                      || path.startsWith(other + "/")
                      || other.startsWith(path + "/"))
          .findFirst()
          .ifPresent(
              other -> {
                throw new ConfigException(
                    file.at("path"), "is in the way of " + other + ", which is written too");
              });
      taken.add(path);
      paths.add(path);
      int mode = FileMode.parse(file.at("mode"), file.line("mode").orElse("0644"));
      String content = file.text("content").orElse("");
      parts.add(ignition -> ignition.file(path, mode, content));
    }
  }

  private void readUnits(Fields config) {
    Set<String> taken = new HashSet<>();
    for (Fields unit : config.records("units", List.of("name", "enabled", "contents"))) {
      String name = unit.requiredLine("name");
      if (!UNIT_NAME.matcher(name).matches()) {
        throw new ConfigException(
            unit.at("name"), "must be a systemd unit's name such as etcd.service");
      }
      if (name.startsWith("ironwake-") || !taken.add(name)) {
        throw new ConfigException(
            unit.at("name"),
            "is taken; give each unit a name of its own, not beginning with ironwake-");
      }
      Optional<Boolean> enabled = unit.optionalFlag("enabled");
      Optional<FrozenText> contents =
          unit.text("contents")
              .map(it -> UnitText.check(unit.at("contents"), it))
              .map(FrozenText::of);
      parts.add(ignition -> ignition.unit(name, enabled, contents));
    }
  }
}
