package io.ironwake.config;

import io.ironwake.net.Pure;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Fedora, RHEL and their kin by Anaconda. Kernel and initrd are ours; the packages come from a tree
 * elsewhere.
 */
@Pure
final class KickstartWriter implements InstallWriter {
  private static final String KERNEL = "vmlinuz";
  private static final String INITRD = "initrd.img";
  private static final String FILE = "ks.cfg";

  private static final List<String> KEYS =
      List.of(
          Login.KEYS,
          Login.HASH,
          "repo",
          "stage2",
          "locale",
          "keymap",
          "timezone",
          "packages",
          "partitioning",
          "kickstart",
          "early-commands",
          "late-commands",
          "installer-arguments");

  @Override
  public Optional<String> owned(String key) {
    return switch (key.startsWith("inst.") ? key.substring("inst.".length()) : key) {
      case "ks" -> Optional.of("remove it: the Kickstart file is made from config");
      case "ks.sendmac", "ks.sendsn", "text" -> Optional.of("remove it: it is always set");
      case "repo", "stage2" ->
          Optional.of("set config." + key.replaceFirst("^inst\\.", "") + " instead");
      case "ks.all", "graphical", "vnc", "rdp" ->
          key.startsWith("inst.")
              ? Optional.of("remove it: the install runs by itself, in text mode")
              : Optional.empty();
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
    List<FrozenDocument> documents = new ArrayList<>();
    documents.add(
        new FrozenDocument(FILE, "text/plain; charset=utf-8", KickstartFile.write(facts, config)));
    documents.addAll(KickstartFile.scripts(facts, config));
    return new FrozenInstall(
        KERNEL, List.of(INITRD), line(facts, config), documents, List.of(KERNEL, INITRD));
  }

  private FrozenText line(InstallFacts facts, Fields config) {
    KernelArgs installer =
        KernelArgs.of("ip=dhcp").overriddenBy(Arguments.read(config, "installer-arguments", this));
    KernelLine line =
        KernelLine.withInitrds(List.of(INITRD))
            .addAll(installer.words())
            .addAll(facts.arguments().words())
            .add("inst.ks=", Slot.CONFIG_BASE, "/" + FILE)
            .add("inst.repo=" + Form.URL.required(config, "repo"));
    if (config.has("stage2")) {
      line.add("inst.stage2=" + Form.URL.required(config, "stage2"));
    }
    return line.add("inst.text").add("inst.ks.sendmac").add("inst.ks.sendsn").freeze();
  }
}
