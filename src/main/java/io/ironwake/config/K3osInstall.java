package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The switches of k3OS's installer that are an operator's choice ({@code pkg/config/config.go});
 * the others follow from machine and install.
 */
@Pure
final class K3osInstall {
  static final List<String> KEYS =
      List.of("way", "tty", "power-off", "force-efi", "debug", "no-format");

  private final InstallFacts facts;
  private final Fields fields;
  private final Way way;

  K3osInstall(InstallFacts facts, Fields config) {
    this.facts = facts;
    this.fields = config.fields("install", KEYS);
    this.way = Way.read(fields, "way");
  }

  Way way() {
    return way;
  }

  boolean powersOff() {
    return fields.flag("power-off");
  }

  boolean debugs() {
    return fields.flag("debug");
  }

  Optional<String> tty() {
    Optional<String> tty = fields.line("tty");
    tty.filter(it -> !it.matches("tty[A-Za-z0-9]{0,16}"))
        .ifPresent(
            it -> {
              throw new ConfigException(
                  fields.at("tty"), "must be a terminal's name such as ttyS0");
            });
    return tty;
  }

  /**
   * @throws ConfigException for a switch that means nothing on this way
   */
  void allow(String... keys) {
    List<String> allowed = List.of(keys);
    fields.keys().stream()
        .filter(key -> !key.equals("way") && !allowed.contains(key))
        .findFirst()
        .ifPresent(
            key -> {
              throw new ConfigException(
                  fields.at(key), "means nothing with way: " + way.word() + "; remove it");
            });
  }

  /** The disk, or with no-format the partition that is to become K3OS_STATE. */
  String device() {
    return fields.flag("no-format") ? TargetDisk.partition(facts) : TargetDisk.numberable(facts);
  }

  /** Mode, device and the operator's switches, each once and exactly {@code true}. */
  List<String> words() {
    List<String> words = new ArrayList<>();
    // The fallback installs only where no k3OS is found: a machine that goes on booting from the
    // network keeps its disk.
    words.add(facts.retry() ? "k3os.mode=install" : "k3os.fallback_mode=install");
    words.add("k3os.install.silent=true");
    words.add("k3os.install.device=" + device());
    return words;
  }

  List<String> switches() {
    List<String> words = new ArrayList<>();
    tty().ifPresent(tty -> words.add("k3os.install.tty=" + tty));
    flag(words, "power-off", "power_off");
    flag(words, "force-efi", "force_efi");
    flag(words, "debug", "debug");
    flag(words, "no-format", "no_format");
    return words;
  }

  private void flag(List<String> words, String key, String name) {
    if (fields.flag(key)) {
      words.add("k3os.install." + name + "=true");
    }
  }
}
