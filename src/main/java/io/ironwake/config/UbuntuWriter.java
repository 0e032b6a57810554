package io.ironwake.config;

import io.ironwake.net.Pure;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.Profile;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Ubuntu Server by its live installer: the ISO is fetched into memory, and cloud-init's NoCloud
 * source finds the answers below one URL that must end in a slash.
 */
@Pure
final class UbuntuWriter implements InstallWriter {
  private static final String KERNEL = "vmlinuz";
  private static final String INITRD = "initrd";
  private static final Pattern VERSION = Pattern.compile("(\\d{2})\\.\\d{2}(?:\\.\\d{1,2})?");

  /** Images before it bring a cloud-init that knows the network source only as nocloud-net. */
  private static final int NOCLOUD_SINCE = 23;

  @Override
  public Optional<String> owned(String key) {
    return switch (key) {
      case "url" -> Optional.of("remove it: it is the ISO, see config.iso");
      case "autoinstall" -> Optional.of("remove it: it is always set");
      case "ds", "cloud-config-url" ->
          Optional.of("remove it: cloud-init finds its files by what Ironwake writes");
      case "---", "--" ->
          Optional.of(
              "remove it: arguments reach the installed system too; what is for the installer alone"
                  + " goes into config.installer-arguments");
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
    Fields config = new Fields("config", facts.profile().config(), UbuntuConfig.KEYS);
    String iso = iso(facts, config);
    return new FrozenInstall(
        KERNEL,
        List.of(INITRD),
        line(facts, config, iso),
        UbuntuConfig.documents(facts, config),
        List.of(KERNEL, INITRD, iso));
  }

  private FrozenText line(InstallFacts facts, Fields config, String iso) {
    KernelLine line =
        KernelLine.withInitrds(List.of(INITRD))
            .addAll(
                KernelArgs.of("ip=dhcp")
                    .overriddenBy(Arguments.read(config, "installer-arguments", this))
                    .words())
            .add("url=", Slot.ASSET_BASE, "/" + iso)
            .add("autoinstall")
            .add("ds=" + source(facts) + ";s=", Slot.CONFIG_BASE, "/")
            // Without it cloud-init would read url= as a configuration of its own.
            .add("cloud-config-url=/dev/null");
    List<String> installed = facts.arguments().words();
    return installed.isEmpty() ? line.freeze() : line.add("---").addAll(installed).freeze();
  }

  private static String source(InstallFacts facts) {
    Matcher version = VERSION.matcher(facts.profile().version());
    boolean old = version.matches() && Integer.parseInt(version.group(1)) < NOCLOUD_SINCE;
    return old ? "nocloud-net" : "nocloud";
  }

  private static String iso(InstallFacts facts, Fields config) {
    String version = facts.profile().version();
    if (!config.has("iso") && !VERSION.matcher(version).matches()) {
      throw new ConfigException(
          config.at("iso"),
          "is missing: the version is no release number such as 24.04.3, so name the ISO's file");
    }
    return Form.ASSET.read(
        config,
        "iso",
        "ubuntu-" + version + "-live-server-" + facts.profile().arch().id() + ".iso");
  }
}
