package io.ironwake.config;

import io.ironwake.net.Pure;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.Profile;
import java.util.List;
import java.util.Optional;

/** Kairos, k3OS's successor, and what else is built on Elemental's installer. */
@Pure
final class KairosWriter implements InstallWriter {
  private static final String CONFIG = "config.yaml";

  @Override
  public Optional<String> owned(String key) {
    return switch (key) {
      case "config_url", "cos.setup" ->
          Optional.of("remove it: the cloud-config is made from config");
      case "root", "live-img-url" -> Optional.of("set config.squashfs instead");
      case "netboot", "install-mode", "rd.neednet", "rd.cos.disable", "nodepair.enable" ->
          Optional.of("remove it: Ironwake sets what is needed");
      default -> Optional.empty();
    };
  }

  @Override
  public void check(Profile profile) {
    Trial.run(this, profile);
  }

  @Override
  public FrozenInstall freeze(InstallFacts facts) {
    DiskOnly.require(facts);
    ReservedArguments.refuse(facts, this);
    Fields config = new Fields("config", facts.profile().config(), KairosConfig.KEYS);
    String kernel = Form.ASSET.required(config, "kernel");
    String initrd = Form.ASSET.required(config, "initrd");
    String squashfs = Form.ASSET.required(config, "squashfs");
    return new FrozenInstall(
        kernel,
        List.of(initrd),
        line(facts, config, initrd, squashfs),
        KairosConfig.documents(CONFIG, facts, config),
        List.of(kernel, initrd, squashfs));
  }

  private FrozenText line(InstallFacts facts, Fields config, String initrd, String squashfs) {
    KernelArgs installer =
        KernelArgs.of("ip=dhcp").overriddenBy(Arguments.read(config, "installer-arguments", this));
    return KernelLine.withInitrds(List.of(initrd))
        .addAll(installer.words())
        .addAll(facts.arguments().words())
        .add("rd.neednet=1")
        .add("rd.cos.disable")
        .add("root=live:", Slot.ASSET_BASE, "/" + squashfs)
        .add("netboot")
        .add(KairosConfig.INSTALL_MODE)
        .add("config_url=", Slot.CONFIG_BASE, "/" + CONFIG)
        .freeze();
  }
}
