package io.ironwake.config;

import io.ironwake.net.Pure;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * openSUSE Leap and SUSE Linux Enterprise up to 15 by AutoYaST. Kernel and initrd are ours; the
 * packages come from a tree elsewhere.
 */
@Pure
final class AutoyastWriter implements InstallWriter {
  private static final String KERNEL = "linux";
  private static final String INITRD = "initrd";

  /** Not a folder's name: below one the installer would look for rules. */
  private static final String PROFILE = "autoinst.xml";

  @Override
  public Optional<String> owned(String key) {
    return switch (key.toLowerCase(Locale.ROOT)) {
      case "install" -> Optional.of("set config.repo instead");
      case "autoyast", "autoyast2" -> Optional.of("remove it: the profile is made from config");
      case "hostname" -> Optional.of("the machine's name is its host name");
      case "inst.auto", "inst.install_url", "live.password" ->
          Optional.of(
              "remove it: it is for Agama, the installer since Leap and SUSE Linux Enterprise 16;"
                  + " install those as generic");
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
    Fields config = new Fields("config", facts.profile().config(), AutoyastProfile.KEYS);
    List<FrozenDocument> documents = new ArrayList<>();
    documents.add(
        new FrozenDocument(
            PROFILE, "application/xml; charset=utf-8", AutoyastProfile.write(facts, config)));
    documents.addAll(AutoyastProfile.scripts(facts, config));
    return new FrozenInstall(
        KERNEL, List.of(INITRD), line(facts, config), documents, List.of(KERNEL, INITRD));
  }

  private FrozenText line(InstallFacts facts, Fields config) {
    KernelArgs installer =
        KernelArgs.of("netsetup=dhcp")
            .overriddenBy(Arguments.read(config, "installer-arguments", this));
    return KernelLine.withInitrds(List.of(INITRD))
        .addAll(installer.words())
        .addAll(facts.arguments().words())
        .add("install=" + Form.URL.required(config, "repo"))
        .add("autoyast=", Slot.CONFIG_BASE, "/" + PROFILE)
        .freeze();
  }
}
