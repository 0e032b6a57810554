package io.ironwake.config;

import io.ironwake.net.Pure;
import io.ironwake.profile.Arch;
import io.ironwake.profile.Effect;
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
  static final String CONFIG = "config.yaml";

  @Override
  public Optional<String> owned(String key) {
    return K3osArguments.advice(key);
  }

  @Override
  public DiskCheck diskCheck() {
    return DiskCheck.BY_INSPECTION;
  }

  @Override
  public FrozenInstall freeze(InstallFacts facts) {
    ReservedArguments.refuse(facts, this);
    Fields config = new Fields("config", facts.profile().config(), K3osConfig.KEYS);
    if (facts.profile().effect() == Effect.LIVE) {
      return live(facts, config);
    }
    K3osInstall install = new K3osInstall(facts, config);
    checkArch(facts, install.way());
    return switch (install.way()) {
      case NETWORK -> network(facts, config, install);
      case TAKEOVER -> takeover(facts, config, install);
      case ISO -> iso(facts, config, install);
      case OVERLAY -> overlay(facts, config, install);
    };
  }

  /** The release has no kernel and image for 32 bits, and no overlay for x86. */
  private static void checkArch(InstallFacts facts, Way way) {
    Arch arch = facts.profile().arch();
    if (arch == Arch.ARM && way != Way.OVERLAY) {
      throw new ConfigException(
          "config.install.way", "must be overlay for arm: k3OS has no image for it");
    }
    if (arch == Arch.AMD64 && way == Way.OVERLAY) {
      throw new ConfigException(
          "config.install.way", "overlay is for arm64 and arm; use takeover on amd64");
    }
  }

  private static FrozenInstall network(InstallFacts facts, Fields config, K3osInstall install) {
    String kernel = asset(facts, "vmlinuz");
    String initrd = asset(facts, "initrd");
    KernelLine line =
        KernelLine.withInitrds(List.of(initrd))
            .addAll(facts.arguments().words())
            .addAll(install.words())
            .add("k3os.install.config_url=", Slot.CONFIG_BASE, "/" + CONFIG)
            .add("k3os.install.iso_url=", Slot.ASSET_BASE, "/" + image(facts))
            .addAll(install.switches());
    return new FrozenInstall(
        kernel,
        List.of(initrd),
        line.freeze(),
        List.of(installed(facts, config)),
        List.of(kernel, initrd, image(facts)));
  }

  /**
   * From memory; the second initrd brings the configuration, which no URL on the line could: {@code
   * config_url} is the installer's alone.
   */
  private static FrozenInstall live(InstallFacts facts, Fields config) {
    if (config.has("install")) {
      throw new ConfigException(
          "config.install", "is the installer's, and a live profile installs nothing; remove it");
    }
    checkArch(facts, Way.NETWORK);
    String kernel = asset(facts, "vmlinuz");
    List<String> initrds = List.of(asset(facts, "initrd"), Archive.K3OS.document());
    FrozenText line =
        KernelLine.withInitrds(initrds)
            .addAll(facts.arguments().words())
            .add("k3os.mode=live")
            .freeze();
    FrozenText text = K3osConfig.write(HostName.of(facts), config, false);
    return new FrozenInstall(
        kernel, initrds, line, List.of(Archive.K3OS.of(text)), List.of(kernel, initrds.getFirst()));
  }

  private static FrozenInstall takeover(InstallFacts facts, Fields config, K3osInstall install) {
    install.allow("tty", "power-off", "debug");
    FrozenText script =
        K3osTakeover.write(facts, install, TargetDisk.partition(facts), image(facts));
    return withoutNetwork(
        facts,
        config,
        FrozenText.of(""),
        new FrozenDocument(Way.TAKEOVER.document(), "text/x-shellscript; charset=utf-8", script),
        List.of(image(facts)));
  }

  /** The words of its menu; the rest of the menu is the image's own. */
  private static FrozenInstall iso(InstallFacts facts, Fields config, K3osInstall install) {
    KernelLine line =
        new KernelLine()
            .addAll(facts.arguments().words())
            .addAll(install.words())
            .add("k3os.install.config_url=", Slot.CONFIG_BASE, "/" + CONFIG)
            .addAll(install.switches());
    FrozenText.Builder menu = new FrozenText.Builder();
    menu.append("Install k3OS on " + HostName.of(facts) + ", wiping " + install.device() + "\n");
    menu.append(facts.retry() ? "asked\n" : "unasked\n");
    facts.arguments().words().forEach(word -> menu.append(word + "\n"));
    install.words().forEach(word -> menu.append(word + "\n"));
    menu.append(FrozenText.of("k3os.install.config_url=", Slot.CONFIG_BASE, "/" + CONFIG + "\n"));
    install.switches().forEach(word -> menu.append(word + "\n"));
    return withoutNetwork(
        facts,
        config,
        line.freeze(),
        new FrozenDocument(Way.ISO.document(), "text/plain; charset=utf-8", menu.build()),
        List.of(image(facts)));
  }

  private static FrozenInstall overlay(InstallFacts facts, Fields config, K3osInstall install) {
    install.allow();
    TargetDisk.partition(facts);
    String rootfs = "k3os-rootfs-" + facts.profile().arch().id() + ".tar.gz";
    return withoutNetwork(
        facts,
        config,
        FrozenText.of(""),
        Archive.OVERLAY.of(K3osTakeover.overlay(facts, rootfs)),
        List.of(rootfs));
  }

  private static FrozenInstall withoutNetwork(
      InstallFacts facts,
      Fields config,
      FrozenText line,
      FrozenDocument arguments,
      List<String> assets) {
    return new FrozenInstall(
        "", List.of(), line, List.of(arguments, installed(facts, config)), assets);
  }

  private static FrozenDocument installed(InstallFacts facts, Fields config) {
    return new FrozenDocument(
        CONFIG, "text/yaml; charset=utf-8", K3osConfig.write(HostName.of(facts), config, true));
  }

  private static String asset(InstallFacts facts, String what) {
    return "k3os-" + what + "-" + facts.profile().arch().id();
  }

  private static String image(InstallFacts facts) {
    return "k3os-" + facts.profile().arch().id() + ".iso";
  }
}
