package io.ironwake.config;

import io.ironwake.net.MacAddress;
import io.ironwake.profile.Arch;
import io.ironwake.profile.Effect;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.OsFamily;
import io.ironwake.profile.Profile;
import java.util.Map;

/** Sample facts. */
final class Installs {
  private Installs() {}

  static final ServeUrls URLS =
      new ServeUrls(
          "http://10.0.0.1:8069/assets/os/version/arch",
          "http://10.0.0.1:8069/config/c0nf1g",
          "http://10.0.0.1:8069/report/r3p0rt");

  static InstallFacts facts(OsFamily os, Map<String, Object> config) {
    return facts(os, config, KernelArgs.none(), Effect.INSTALL);
  }

  static InstallFacts facts(
      OsFamily os, Map<String, Object> config, KernelArgs arguments, Effect effect) {
    String version = os == OsFamily.FLATCAR ? "4081.2.0" : "v1";
    Profile profile =
        new Profile(
            "sample", os, version, Arch.AMD64, arguments, config, os.usualCompletion(), effect);
    return new InstallFacts(
        "node-1",
        MacAddress.parse("52:54:00:12:34:56"),
        profile,
        KernelArgs.none(),
        "/dev/sda",
        false);
  }

  static InstallFacts onDisk(InstallFacts facts, String disk) {
    return new InstallFacts(
        facts.machineName(),
        facts.mac(),
        facts.profile(),
        facts.machineArguments(),
        disk,
        facts.retry());
  }

  static InstallFacts named(InstallFacts facts, String name) {
    return new InstallFacts(
        name, facts.mac(), facts.profile(), facts.machineArguments(), facts.disk(), facts.retry());
  }

  static InstallFacts withMachineArguments(InstallFacts facts, String... words) {
    return new InstallFacts(
        facts.machineName(),
        facts.mac(),
        facts.profile(),
        KernelArgs.of(words),
        facts.disk(),
        facts.retry());
  }

  static InstallFacts retry(InstallFacts facts) {
    return new InstallFacts(
        facts.machineName(),
        facts.mac(),
        facts.profile(),
        facts.machineArguments(),
        facts.disk(),
        true);
  }

  static FrozenInstall freeze(InstallFacts facts) {
    return InstallWriter.of(facts.profile().os()).freeze(facts);
  }

  static RenderedInstall render(InstallFacts facts) {
    return freeze(facts).render(URLS);
  }
}
