package io.ironwake.config;

import io.ironwake.net.Pure;
import io.ironwake.profile.Effect;
import io.ironwake.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Flatcar Container Linux: it has no installer of its own to switch on, so it boots into memory
 * with an Ignition config whose unit runs {@code flatcar-install} from our assets with a second
 * Ignition config for the disk.
 */
@Pure
final class FlatcarWriter implements InstallWriter {
  static final String INSTALLER = "installer.ign";
  static final String INSTALLED = "installed.ign";
  static final String LIVE = "live.ign";

  private static final String KERNEL = "flatcar_production_pxe.vmlinuz";
  private static final String INITRD = "flatcar_production_pxe_image.cpio.gz";
  private static final String IMAGE = "flatcar_production_image.bin.bz2";

  /**
   * Words such as {@code current} or {@code stable} would send flatcar-install looking for another
   * release.
   */
  private static final Pattern VERSION =
      Pattern.compile("\\d+\\.\\d+\\.\\d+(?:[+-][A-Za-z0-9.+-]+)?");

  @Override
  public Optional<String> owned(String key) {
    return switch (key) {
      case "ignition.config.url", "flatcar.config.url", "coreos.config.url" ->
          Optional.of("remove it: the Ignition config is made from config");
      case "flatcar.first_boot", "coreos.first_boot" -> Optional.of("remove it: it is always set");
      default -> Optional.empty();
    };
  }

  @Override
  public void check(Profile profile) {
    if (SystemDocument.isIn(profile)) {
      checkVersion(profile);
      FlatcarConfig.checkDocument(profile);
    }
  }

  private static void checkVersion(Profile profile) {
    if (!VERSION.matcher(profile.version()).matches()) {
      throw new ConfigException(
          "profile.version", "must be the number of a Flatcar release, such as 4081.2.0");
    }
  }

  @Override
  public FrozenInstall freeze(InstallFacts facts) {
    checkVersion(facts.profile());
    ReservedArguments.refuse(facts, this);
    FlatcarConfig config = FlatcarConfig.read(facts);
    return facts.profile().effect() == Effect.LIVE ? live(facts, config) : install(facts, config);
  }

  private static FrozenInstall install(InstallFacts facts, FlatcarConfig config) {
    FrozenText unit =
        FlatcarScripts.installUnit(TargetDisk.nameOrLink(facts), facts.profile().version());
    FrozenDocument installer =
        config
            .identity()
            .file(FlatcarScripts.INSTALL_PATH, 0755, FlatcarScripts.INSTALL)
            .unit("ironwake-install.service", Optional.of(true), Optional.of(unit))
            .document(INSTALLER);
    FrozenDocument installed =
        config
            .system()
            .file(FlatcarScripts.BOOTED_PATH, 0755, FlatcarScripts.BOOTED)
            .unit(
                "ironwake-booted.service",
                Optional.of(true),
                Optional.of(FlatcarScripts.bootedUnit()))
            .document(INSTALLED);
    return frozen(facts, List.of(installer, installed), List.of(IMAGE, IMAGE + ".sig"));
  }

  /** From memory only: nothing is installed and, as no install is at stake, nothing reported. */
  private static FrozenInstall live(InstallFacts facts, FlatcarConfig config) {
    return frozen(facts, List.of(config.system().document(LIVE)), List.of());
  }

  private static FrozenInstall frozen(
      InstallFacts facts, List<FrozenDocument> documents, List<String> images) {
    FrozenText line =
        KernelLine.withInitrds(List.of(INITRD))
            .addAll(facts.arguments().words())
            .add("flatcar.first_boot=1")
            .add("ignition.config.url=", Slot.CONFIG_BASE, "/" + documents.getFirst().name())
            .freeze();
    List<String> assets = new ArrayList<>(List.of(KERNEL, INITRD));
    assets.addAll(images);
    return new FrozenInstall(KERNEL, List.of(INITRD), line, documents, assets);
  }
}
