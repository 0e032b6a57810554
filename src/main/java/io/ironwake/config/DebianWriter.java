package io.ironwake.config;

import io.ironwake.net.Pure;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Debian by its own installer: a preseed file and the scripts that it fetches. What comes after
 * {@code ---} on the line goes to the installed system too.
 */
@Pure
final class DebianWriter implements InstallWriter {
  private static final String KERNEL = "linux";
  private static final String INITRD = "initrd.gz";
  private static final String PRESEED = "preseed.cfg";

  private static final List<String> KEYS =
      List.of(
          Login.KEYS,
          Login.HASH,
          "locale",
          "keymap",
          "timezone",
          "mirror",
          "proxy",
          "packages",
          "preseed",
          "early-commands",
          "partman-commands",
          "late-commands",
          "installer-arguments");

  @Override
  public Optional<String> owned(String key) {
    return switch (key) {
      case "url", "preseed/url", "file", "preseed/file", "auto", "auto-install/enable" ->
          Optional.of("remove it: the preseed file is made from config");
      case "priority", "debconf/priority" ->
          Optional.of("remove it: at any other priority the installer would ask");
      case "hostname", "netcfg/hostname", "netcfg/get_hostname", "domain", "netcfg/get_domain" ->
          Optional.of("the machine's name is its host name");
      case "---", "--" ->
          Optional.of(
              "remove it: arguments reach the installed system too; what is for the installer alone"
                  + " goes into config.installer-arguments");
      case "partman-auto/disk", "grub-installer/bootdev" ->
          Optional.of("set the machine's disk instead");
      case "preseed/early_command" -> Optional.of("set config.early-commands instead");
      case "partman/early_command" -> Optional.of("set config.partman-commands instead");
      case "preseed/late_command" -> Optional.of("set config.late-commands instead");
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
    Fields config = new Fields("config", facts.profile().config(), KEYS);
    Login login = Login.read(config);
    String disk = TargetDisk.nameOrLink(facts);
    Placeholders placeholders = Placeholders.of(facts);
    FrozenText preseed =
        DebianPreseed.write(config, login, disk, it -> placeholders.in(config.at("preseed"), it));
    List<FrozenDocument> documents =
        List.of(
            new FrozenDocument(PRESEED, "text/plain; charset=utf-8", preseed),
            DebianScripts.early(placeholders.commands(config, "early-commands")),
            DebianScripts.partman(
                disk, facts.diskGuards(), placeholders.commands(config, "partman-commands")),
            DebianScripts.late(
                login.keys(),
                placeholders.commands(config, "late-commands"),
                facts.profile().completion()),
            BootedHook.document());
    return new FrozenInstall(
        KERNEL, List.of(INITRD), line(facts, config), documents, List.of(KERNEL, INITRD));
  }

  private FrozenText line(InstallFacts facts, Fields config) {
    List<String> name = new ArrayList<>(List.of(HostName.of(facts).split("\\.", 2)));
    KernelArgs installer =
        // In a network without a router the installer would ask whether to go on.
        KernelArgs.of(
                "auto=true", "priority=critical", "netcfg/no_default_route=true", "interface=auto")
            .overriddenBy(Arguments.read(config, "installer-arguments", this));
    KernelLine line =
        KernelLine.withInitrds(List.of(INITRD))
            .addAll(installer.words())
            .add("hostname=" + name.getFirst())
            // Forced, since the installer would prefer what DHCP or DNS call the machine.
            .add("netcfg/hostname=" + name.getFirst())
            .add("domain=" + (name.size() > 1 ? name.getLast() : ""))
            .add("url=", Slot.CONFIG_BASE, "/" + PRESEED);
    List<String> installed = facts.arguments().words();
    return installed.isEmpty() ? line.freeze() : line.add("---").addAll(installed).freeze();
  }
}
