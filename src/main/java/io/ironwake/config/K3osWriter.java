package io.ironwake.config;

import io.ironwake.net.Pure;
import io.ironwake.profile.Profile;
import java.util.List;
import java.util.Optional;

/**
 * k3OS: only the installer's switches on the line, all else in {@code config.yaml}.
 *
 * <p>The k3OS reader is strict and silent: one value of the wrong type, or one key given twice on
 * the line, makes it ignore the whole configuration with exit status 0; switches are true only as
 * {@code true}; and with {@code config_url} set nothing else from the line reaches the installed
 * system (measured with rancher/k3os 8cdfdf26, {@code pkg/config}).
 */
@Pure
final class K3osWriter implements InstallWriter {
  private static final List<String> INSTALL_KEYS =
      List.of("tty", "power-off", "force-efi", "debug");

  @Override
  public Optional<String> owned(String key) {
    return K3osArguments.advice(key);
  }

  @Override
  public FrozenInstall freeze(InstallFacts facts) {
    Profile profile = facts.profile();
    DiskOnly.require(facts);
    ReservedArguments.refuse(facts, this);
    Fields config = new Fields("config", profile.config(), K3osConfig.KEYS);
    String arch = profile.arch().id();
    String kernel = "k3os-vmlinuz-" + arch;
    String initrd = "k3os-initrd-" + arch;
    String iso = "k3os-" + arch + ".iso";
    FrozenDocument document =
        new FrozenDocument(
            "config.yaml",
            "text/yaml; charset=utf-8",
            K3osConfig.write(HostName.of(facts), config));
    return new FrozenInstall(
        kernel,
        List.of(initrd),
        line(facts, config, initrd, iso),
        List.of(document),
        List.of(kernel, initrd, iso));
  }

  private static FrozenText line(InstallFacts facts, Fields config, String initrd, String iso) {
    KernelLine line =
        KernelLine.withInitrds(List.of(initrd))
            .addAll(facts.arguments().words())
            // The fallback installs only where no k3OS is found: a machine that goes on booting
            // from the network keeps its disk.
            .add(facts.retry() ? "k3os.mode=install" : "k3os.fallback_mode=install")
            .add("k3os.install.silent=true")
            .add("k3os.install.device=" + TargetDisk.numberable(facts))
            .add("k3os.install.config_url=", Slot.CONFIG_BASE, "/config.yaml")
            .add("k3os.install.iso_url=", Slot.ASSET_BASE, "/" + iso);
    Fields install = config.fields("install", INSTALL_KEYS);
    install
        .line("tty")
        .ifPresent(tty -> line.add("k3os.install.tty=" + tty(install.at("tty"), tty)));
    addFlag(line, install, "power-off", "power_off");
    addFlag(line, install, "force-efi", "force_efi");
    addFlag(line, install, "debug", "debug");
    return line.freeze();
  }

  private static void addFlag(KernelLine line, Fields install, String key, String name) {
    if (install.flag(key)) {
      line.add("k3os.install." + name + "=true");
    }
  }

  private static String tty(String path, String tty) {
    if (!tty.matches("tty[A-Za-z0-9]{0,16}")) {
      throw new ConfigException(path, "must be a terminal's name such as ttyS0");
    }
    return tty;
  }
}
