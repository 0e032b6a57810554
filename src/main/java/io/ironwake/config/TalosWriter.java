package io.ironwake.config;

import io.ironwake.net.Pure;
import io.ironwake.profile.Profile;
import java.util.List;
import java.util.Optional;

/**
 * Talos Linux: it fetches its machine config, installs itself and reboots. It expands {@code
 * ${mac}} and the like in that URL; so would iPXE before it, and the URL is the machine's own
 * anyway.
 */
@Pure
final class TalosWriter implements InstallWriter {
  private static final String CONFIG = "config.yaml";

  @Override
  public Optional<String> owned(String key) {
    return switch (key) {
      case "talos.config", "talos.config.early", "talos.config.inline" ->
          Optional.of("set config.machine-config instead");
      case "talos.platform", "slab_nomerge", "pti" ->
          Optional.of("remove it: Talos does not start without what Ironwake sets");
      case "talos.hostname" -> Optional.of("the machine's name is its host name");
      case "talos.experimental.wipe" ->
          Optional.of(
              "remove it: Talos would wipe its disk and start over at every boot; run talosctl"
                  + " reset before a reinstall");
      default -> Optional.empty();
    };
  }

  @Override
  public void check(Profile profile) {
    Trial.run(this, profile);
  }

  @Override
  public DiskCheck diskCheck() {
    return DiskCheck.NOWHERE;
  }

  @Override
  public FrozenInstall freeze(InstallFacts facts) {
    DiskOnly.require(facts);
    ReservedArguments.refuse(facts, this);
    Fields config = new Fields("config", facts.profile().config(), TalosConfig.KEYS);
    String arch = facts.profile().arch().id();
    String kernel = "vmlinuz-" + arch;
    String initrd = "initramfs-" + arch + ".xz";
    FrozenText line =
        KernelLine.withInitrds(List.of(initrd))
            .addAll(facts.arguments().words())
            .add("talos.platform=metal")
            .add("slab_nomerge")
            .add("pti=on")
            .add("talos.config=", Slot.CONFIG_BASE, "/" + CONFIG)
            .freeze();
    FrozenDocument document =
        new FrozenDocument(CONFIG, "text/yaml; charset=utf-8", TalosConfig.write(facts, config));
    return new FrozenInstall(
        kernel, List.of(initrd), line, List.of(document), List.of(kernel, initrd));
  }
}
