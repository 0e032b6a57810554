package io.ironwake.config;

import io.ironwake.net.Pure;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * openSUSE MicroOS and Leap Micro: KIWI's installer writes an image and starts the new system's
 * kernel with our arguments, so that its first boot finds Ignition and combustion (kiwi {@code
 * dracut/modules.d/55kiwi-dump}).
 */
@Pure
final class MicroosWriter implements InstallWriter {
  private static final String INSTALLED = "installed.ign";
  private static final String COMBUSTION = "combustion.sh";

  /** The installer replaces every {@code .xz} of the URL to find the files beside the image. */
  private static final Pattern IMAGE =
      Pattern.compile("(?!.*\\.xz)[A-Za-z0-9][A-Za-z0-9._+-]{0,100}");

  /** The installer's shell would take these for file names. */
  private static final Pattern GLOB = Pattern.compile("[*?\\[]");

  private static final List<String> KEYS =
      Stream.concat(
              FlatcarConfig.KEYS.stream(),
              Stream.of(
                  Login.HASH,
                  "image",
                  "kernel",
                  "initrd",
                  "checksum",
                  "combustion",
                  "installer-arguments"))
          .toList();

  @Override
  public Optional<String> owned(String key) {
    return switch (key) {
      case "rd.kiwi.oem.installdevice", "rd.kiwi.oem.maxdisk", "rd.kiwi.oem.smallest_disk" ->
          Optional.of("set the machine's disk instead");
      case "rd.kiwi.install.image" -> Optional.of("set config.image instead");
      case "rd.kiwi.install.pxe", "rd.kiwi.install.pass.bootparam", "rd.neednet" ->
          Optional.of("remove it: it is always set");
      case "ignition.config.url", "ignition.firstboot", "ignition.platform.id" ->
          Optional.of("remove it: the Ignition config is made from config");
      case "combustion.url", "combustion.firstboot" -> Optional.of("set config.combustion instead");
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
    Fields config = new Fields("config", facts.profile().config(), KEYS);
    String image = image(config);
    String kernel = Form.ASSET.read(config, "kernel", "pxeboot." + image + ".kernel");
    String initrd = Form.ASSET.read(config, "initrd", "pxeboot." + image + ".initrd");
    return new FrozenInstall(
        kernel,
        List.of(initrd),
        line(facts, config, initrd, image),
        documents(facts, config),
        assets(config, kernel, initrd, image));
  }

  private static String image(Fields config) {
    String image = config.requiredLine("image");
    if (!IMAGE.matcher(image).matches()) {
      throw new ConfigException(
          config.at("image"), "must be the image's file name without .xz, and hold no other .xz");
    }
    return image;
  }

  private static List<String> assets(Fields config, String kernel, String initrd, String image) {
    String checksum = config.line("checksum").orElse("sha256");
    if (!List.of("sha256", "md5").contains(checksum)) {
      throw new ConfigException(
          config.at("checksum"), "must be sha256 or md5, as the image's file is named");
    }
    List<String> assets = new ArrayList<>(List.of(kernel, initrd));
    Stream.of("xz", checksum, "kernel", "initrd", "config.bootoptions")
        .map(end -> image + "." + end)
        .filter(each -> !assets.contains(each))
        .forEach(assets::add);
    return assets;
  }

  private FrozenText line(InstallFacts facts, Fields config, String initrd, String image) {
    KernelArgs all =
        KernelArgs.of("ip=dhcp")
            .overriddenBy(Arguments.read(config, "installer-arguments", this))
            .overriddenBy(facts.arguments());
    if (GLOB.matcher(all.line()).find()) {
      throw new ConfigException(
          "arguments", "hold *, ? or [, which the installer's shell would take for file names");
    }
    KernelLine line =
        KernelLine.withInitrds(List.of(initrd))
            .addAll(all.words())
            .add("rd.neednet=1")
            .add("rd.kiwi.install.pxe")
            .add("rd.kiwi.install.image=", Slot.ASSET_BASE, "/" + image + ".xz")
            .add("rd.kiwi.oem.installdevice=" + TargetDisk.nameOrLink(facts))
            .add("rd.kiwi.install.pass.bootparam")
            .add("ignition.firstboot")
            .add("ignition.platform.id=metal")
            .add("ignition.config.url=", Slot.CONFIG_BASE, "/" + INSTALLED);
    if (config.has("combustion")) {
      line.add("combustion.firstboot").add("combustion.url=", Slot.CONFIG_BASE, "/" + COMBUSTION);
    }
    return line.freeze();
  }

  private static List<FrozenDocument> documents(InstallFacts facts, Fields config) {
    Login login = Login.read(config);
    Ignition system = FlatcarConfig.read(facts, config, "root", "/etc/ironwake").system();
    login.hash().ifPresent(system::passwordHash);
    List<FrozenDocument> documents =
        new ArrayList<>(List.of(BootedHook.addTo(system).document(INSTALLED)));
    config
        .text("combustion")
        .ifPresent(
            text -> {
              if (!text.startsWith("#!")) {
                throw new ConfigException(
                    config.at("combustion"), "is run as it is, so it must begin with #!/bin/bash");
              }
              documents.add(
                  new FrozenDocument(
                      COMBUSTION,
                      "text/x-shellscript; charset=utf-8",
                      Placeholders.of(facts).in(config.at("combustion"), text)));
            });
    return documents;
  }
}
