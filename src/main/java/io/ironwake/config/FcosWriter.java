package io.ironwake.config;

import io.ironwake.net.Pure;
import io.ironwake.profile.Effect;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Fedora CoreOS and RHEL CoreOS: a live system that installs what it is told on the kernel line
 * (coreos-installer's {@code scripts/coreos-installer-service}) and is itself set up by Ignition.
 */
@Pure
final class FcosWriter implements InstallWriter {
  private static final String INSTALLER = "installer.ign";
  private static final String INSTALLED = "installed.ign";
  private static final String LIVE = "live.ign";

  private static final List<String> KEYS =
      Stream.concat(
              FlatcarConfig.KEYS.stream(),
              Stream.of(
                  "kernel",
                  "initramfs",
                  "rootfs",
                  "image",
                  "merge",
                  "certificate-authorities",
                  "installer-arguments"))
          .toList();

  @Override
  public Optional<String> owned(String key) {
    return switch (key) {
      case "coreos.inst.install_dev" -> Optional.of("set the machine's disk instead");
      case "coreos.inst.ignition_url", "ignition.config.url" ->
          Optional.of("remove it: the Ignition config is made from config");
      case "coreos.inst.image_url" -> Optional.of("set config.image instead");
      case "coreos.inst.stream" ->
          Optional.of("remove it: the installer would fetch an image that nobody here verified");
      case "coreos.inst.insecure" -> Optional.of("remove it: the image's signature is asked for");
      case "coreos.inst.skip_reboot" ->
          Optional.of("remove it: the machine boots what was installed");
      case "coreos.inst", "coreos.live.rootfs_url", "ignition.firstboot", "ignition.platform.id" ->
          Optional.of("remove it: Ironwake sets what is needed");
      default -> Optional.empty();
    };
  }

  @Override
  public void check(Profile profile) {
    SystemDocument.read(
        profile, new Fields("config", profile.config(), KEYS), Set.of(FcosScript.FOLDER));
  }

  @Override
  public FrozenInstall freeze(InstallFacts facts) {
    ReservedArguments.refuse(facts, this);
    Fields config = new Fields("config", facts.profile().config(), KEYS);
    FlatcarConfig system = FlatcarConfig.read(facts, config, "core", FcosScript.FOLDER);
    return facts.profile().effect() == Effect.LIVE
        ? frozen(facts, config, live(facts, config), List.of(system(config, system).document(LIVE)))
        : frozen(facts, config, install(facts, config), documents(facts, config, system));
  }

  private static Ignition system(Fields config, FlatcarConfig system) {
    List<String> urls = Form.CONFIG_URL.list(config, "merge");
    return system.system().merge(urls, config.texts("certificate-authorities"));
  }

  private static List<FrozenDocument> documents(
      InstallFacts facts, Fields config, FlatcarConfig system) {
    FrozenText script =
        FcosScript.write(
            TargetDisk.nameOrLink(facts), facts.diskGuards(), facts.profile().completion());
    Ignition installer =
        system
            .identity()
            .secretFile(FcosScript.PATH, script)
            .dropin(FcosScript.UNIT, "ironwake.conf", FcosScript.DROPIN);
    Ignition installed =
        BootedHook.addTo(system(config, system)).kernelArguments(facts.arguments().words());
    return List.of(installer.document(INSTALLER), installed.document(INSTALLED));
  }

  private KernelLine install(InstallFacts facts, Fields config) {
    KernelLine line =
        started(facts, config, INSTALLER)
            .add("coreos.inst.install_dev=" + TargetDisk.nameOrLink(facts))
            .add("coreos.inst.ignition_url=", Slot.CONFIG_BASE, "/" + INSTALLED);
    if (config.has("image")) {
      line.add(
          "coreos.inst.image_url=", Slot.ASSET_BASE, "/" + Form.ASSET.required(config, "image"));
    }
    return line;
  }

  private KernelLine live(InstallFacts facts, Fields config) {
    return started(facts, config, LIVE);
  }

  private KernelLine started(InstallFacts facts, Fields config, String ignition) {
    KernelArgs all =
        Arguments.read(config, "installer-arguments", this).overriddenBy(facts.arguments());
    return KernelLine.withInitrds(List.of(Form.ASSET.required(config, "initramfs")))
        .addAll(all.words())
        .add(
            "coreos.live.rootfs_url=", Slot.ASSET_BASE, "/" + Form.ASSET.required(config, "rootfs"))
        .add("ignition.firstboot")
        .add("ignition.platform.id=metal")
        .add("ignition.config.url=", Slot.CONFIG_BASE, "/" + ignition);
  }

  /** An image of its own is verified by the signature beside it. */
  private static FrozenInstall frozen(
      InstallFacts facts, Fields config, KernelLine line, List<FrozenDocument> documents) {
    String kernel = Form.ASSET.required(config, "kernel");
    String initramfs = Form.ASSET.required(config, "initramfs");
    List<String> assets = new ArrayList<>(List.of(kernel, initramfs));
    assets.add(Form.ASSET.required(config, "rootfs"));
    if (config.has("image") && facts.profile().effect() == Effect.INSTALL) {
      String image = Form.ASSET.required(config, "image");
      assets.addAll(List.of(image, image + ".sig"));
    }
    return new FrozenInstall(kernel, List.of(initramfs), line.freeze(), documents, assets);
  }
}
