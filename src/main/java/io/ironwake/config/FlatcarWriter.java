package io.ironwake.config;

import io.ironwake.net.Pure;
import io.ironwake.profile.Effect;
import io.ironwake.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Flatcar Container Linux: it has no installer of its own to switch on, so it boots into memory
 * with an Ignition config whose unit runs {@code flatcar-install} from our assets with a second
 * Ignition config for the disk. Or its kernel comes from the network at every boot, and only its
 * root file system lies on the disk ({@link FlatcarRoot}).
 */
@Pure
final class FlatcarWriter implements InstallWriter {
  static final String INSTALLER = "installer.ign";
  static final String INSTALLED = "installed.ign";
  static final String LIVE = "live.ign";

  private static final String KERNEL = "flatcar_production_pxe.vmlinuz";
  private static final String INITRD = "flatcar_production_pxe_image.cpio.gz";
  private static final String IMAGE = "flatcar_production_image.bin.bz2";
  private static final String KERNEL_ARGUMENTS = "kernel-arguments";
  private static final String EMBED = "embed";

  private static final List<String> KEYS =
      Stream.concat(
              FlatcarConfig.KEYS.stream(),
              Stream.of(
                  FlatcarUpdate.KEY, KERNEL_ARGUMENTS, EMBED, FlatcarRoot.KEY, InspectorUnit.KEY))
          .toList();

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
      case "flatcar.first_boot", "coreos.first_boot" ->
          Optional.of("remove it: it is set whenever Ignition is to run");
      case "root", "rootfstype" ->
          Optional.of(
              "set config.root instead: with root= on the line Ignition would make that file"
                  + " system anew at every boot");
      case "flatcar.oem.id", "coreos.oem.id" ->
          Optional.of("remove it: on bare metal Ignition would ask a cloud for its config");
      case "coreos.autologin" -> Optional.of("Flatcar knows it as flatcar.autologin");
      default -> Optional.empty();
    };
  }

  @Override
  public void check(Profile profile) {
    if (SystemDocument.isIn(profile)) {
      checkVersion(profile);
      FlatcarConfig.checkDocument(profile, fields(profile));
    }
  }

  private static Fields fields(Profile profile) {
    return new Fields("config", profile.config(), KEYS);
  }

  private static void checkVersion(Profile profile) {
    if (!VERSION.matcher(profile.version()).matches()) {
      throw new ConfigException(
          "profile.version",
          "must be the number of a Flatcar release, such as 4081.2.0: 'ironwake assets sync flatcar "
              + profile.version()
              + "' tells it");
    }
  }

  @Override
  public FrozenInstall freeze(InstallFacts facts) {
    checkVersion(facts.profile());
    ReservedArguments.refuse(facts, this);
    Fields fields = fields(facts.profile());
    FlatcarConfig config = FlatcarConfig.read(facts, fields);
    FlatcarUpdate.read(fields)
        .ifPresent(it -> config.addFile(fields.at("update"), FlatcarUpdate.PATH, it));
    Optional<String> root = FlatcarRoot.format(fields);
    boolean live = facts.profile().effect() == Effect.LIVE;
    if (fields.has(KERNEL_ARGUMENTS) && (live || root.isPresent())) {
      throw new ConfigException(
          fields.at(KERNEL_ARGUMENTS),
          "are those of a kernel on the disk; this one comes from the network: set arguments");
    }
    if ((live || root.isPresent()) && FlatcarUpdate.updates(fields)) {
      throw new ConfigException(
          fields.at(FlatcarUpdate.KEY),
          "asks for updates, which a system whose kernel comes from the network cannot take; name"
              + " another version of the profile, and server: disabled here");
    }
    if (root.isPresent()) {
      return live ? running(facts, fields) : onRoot(facts, fields, config, root.get());
    }
    return live ? live(facts, fields, config) : install(facts, fields, config);
  }

  private FrozenInstall install(InstallFacts facts, Fields fields, FlatcarConfig config) {
    if (fields.has(InspectorUnit.KEY)) {
      throw new ConfigException(
          fields.at(InspectorUnit.KEY), "an inspector installs nothing; set effect: live");
    }
    boolean guarded = !facts.diskGuards().isEmpty();
    FrozenText unit =
        FlatcarScripts.installUnit(
            TargetDisk.nameOrLink(facts), guarded, facts.profile().version());
    Ignition identity = config.identity();
    if (guarded) {
      identity.secretFile(FlatcarScripts.GUARD_PATH, DiskGuardScript.program(facts.diskGuards()));
    }
    Ignition installer =
        identity
            .file(FlatcarScripts.INSTALL_PATH, 0755, FlatcarScripts.INSTALL)
            .unit("ironwake-install.service", Optional.of(true), Optional.of(unit));
    FrozenDocument installed =
        reporting(config.system())
            .kernelArguments(Arguments.read(fields, KERNEL_ARGUMENTS, this).words())
            .document(INSTALLED);
    return frozen(
        line(facts).add("flatcar.first_boot=1"),
        Optional.of(first(fields, installer, INSTALLER)),
        List.of(installed),
        List.of(IMAGE, IMAGE + ".sig"));
  }

  private static Ignition reporting(Ignition system) {
    return system
        .file(FlatcarScripts.BOOTED_PATH, 0755, FlatcarScripts.BOOTED)
        .unit(
            "ironwake-booted.service", Optional.of(true), Optional.of(FlatcarScripts.bootedUnit()));
  }

  /** Its first boot makes the root file system and reports. */
  private static FrozenInstall onRoot(
      InstallFacts facts, Fields fields, FlatcarConfig config, String format) {
    FlatcarRoot.requireFirstBoot(facts);
    requireNoGuard(facts);
    Ignition system = reporting(config.system());
    FlatcarRoot.addTo(system, facts, format, config.document());
    return frozen(
        line(facts).add(FlatcarRoot.ARGUMENT).add("flatcar.first_boot=1"),
        Optional.of(first(fields, system, INSTALLED)),
        List.of(),
        List.of());
  }

  private static void requireNoGuard(InstallFacts facts) {
    if (!facts.diskGuards().isEmpty()) {
      throw new ConfigException(
          "guard.disk",
          "nobody would check it: with config.root Ignition formats the disk before anything of"
              + " ours runs; install to the disk instead, or remove the guard");
    }
  }

  /** What {@link #onRoot} has set up, without Ignition, which would set it up anew. */
  private static FrozenInstall running(InstallFacts facts, Fields fields) {
    fields.keys().stream()
        .filter(key -> !key.equals(FlatcarRoot.KEY))
        .findFirst()
        .ifPresent(
            key -> {
              throw new ConfigException(
                  fields.at(key),
                  "is not read: Ignition ran at the install; a live profile with root has that"
                      + " alone");
            });
    return frozen(line(facts).add(FlatcarRoot.ARGUMENT), Optional.empty(), List.of(), List.of());
  }

  /** From memory only: nothing is installed; an inspector reports what it finds. */
  private static FrozenInstall live(InstallFacts facts, Fields fields, FlatcarConfig config) {
    Ignition system = config.system();
    fields.line(InspectorUnit.KEY).ifPresent(then -> InspectorUnit.addTo(system, then));
    return frozen(
        line(facts).add("flatcar.first_boot=1"),
        Optional.of(first(fields, system, LIVE)),
        List.of(),
        List.of());
  }

  /** The config of the boot itself: by its URL, or in an initrd behind the release's. */
  private static FrozenDocument first(Fields fields, Ignition ignition, String name) {
    return fields.flag(EMBED) ? Archive.OEM.of(ignition.text()) : ignition.document(name);
  }

  private static KernelLine line(InstallFacts facts) {
    return KernelLine.withInitrds(List.of(INITRD)).addAll(facts.arguments().words());
  }

  private static FrozenInstall frozen(
      KernelLine line,
      Optional<FrozenDocument> first,
      List<FrozenDocument> others,
      List<String> images) {
    List<String> initrds = new ArrayList<>(List.of(INITRD));
    List<FrozenDocument> documents = new ArrayList<>(first.stream().toList());
    documents.addAll(others);
    if (first.filter(it -> it.name().equals(Archive.OEM.document())).isPresent()) {
      initrds.add(Archive.OEM.document());
      line.add("initrd=" + Archive.OEM.document());
    } else {
      first.ifPresent(it -> line.add("ignition.config.url=", Slot.CONFIG_BASE, "/" + it.name()));
    }
    List<String> assets = new ArrayList<>(List.of(KERNEL, INITRD));
    assets.addAll(images);
    return new FrozenInstall(KERNEL, initrds, line.freeze(), documents, assets);
  }
}
