package io.ironwake.config;

import static io.ironwake.config.FamilySamples.ordered;
import static io.ironwake.config.Refusals.refuses;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.profile.Arch;
import io.ironwake.profile.Effect;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.OsFamily;
import io.ironwake.profile.Profile;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

/** k3OS other than by its installer on the network, and its roles. */
class K3osWaysTest {
  private static InstallFacts way(String way, String disk, Object... install) {
    Map<String, Object> switches = new LinkedHashMap<>(ordered(install));
    switches.put("way", way);
    return Installs.onDisk(
        Installs.facts(
            OsFamily.K3OS,
            Map.of("install", switches),
            KernelArgs.of("console=tty0", "console=ttyS0,115200"),
            Effect.INSTALL),
        disk);
  }

  private static InstallFacts on(Arch arch, InstallFacts facts) {
    Profile known = facts.profile();
    Profile profile =
        new Profile(
            known.name(),
            known.os(),
            known.version(),
            arch,
            known.arguments(),
            known.config(),
            known.completion(),
            known.effect());
    return new InstallFacts(
        facts.machineName(),
        facts.mac(),
        profile,
        facts.machineArguments(),
        facts.disk(),
        facts.retry());
  }

  private static InstallFacts config(Object... config) {
    return Installs.facts(OsFamily.K3OS, ordered(config));
  }

  @Test
  void aTakeoverIsAScriptWithTheDigestThatWasApproved() throws Exception {
    FrozenInstall frozen =
        Installs.freeze(way("takeover", "/dev/sda1", "tty", "ttyS0", "power-off", true))
            .withDigests(Map.of("k3os-amd64.iso", "5ba3"));

    assertThat(frozen.way()).isEqualTo(Way.TAKEOVER);
    assertThat(frozen.kernel()).isEmpty();
    assertThat(frozen.assets()).containsExactly("k3os-amd64.iso");
    assertThat(frozen.render(Installs.URLS).arguments(Way.TAKEOVER)).contains("\nsha256='5ba3'\n");
    Golden.check("k3os-takeover", Golden.show(frozen.render(Installs.URLS)));
  }

  @Test
  void anImagesMenuHasTheWordsOfTheLine() throws Exception {
    FrozenInstall frozen = Installs.freeze(way("iso", "/dev/sda", "power-off", true));

    assertThat(frozen.way()).isEqualTo(Way.ISO);
    Golden.check("k3os-iso", Golden.show(frozen.render(Installs.URLS)));
    assertThat(Installs.render(Installs.retry(way("iso", "/dev/sda"))).arguments(Way.ISO).lines())
        .contains("asked", "k3os.mode=install");
  }

  @Test
  void anOverlayIsAnArchiveWithTheConfigAtItsPlace() {
    FrozenInstall frozen =
        Installs.freeze(on(Arch.ARM, way("overlay", "/dev/mmcblk0p2")))
            .withDigests(Map.of("k3os-rootfs-arm.tar.gz", "5ba3"));

    assertThat(frozen.assets()).containsExactly("k3os-rootfs-arm.tar.gz");
    String archive = frozen.render(Installs.URLS).arguments(Way.OVERLAY);
    assertThat(archive)
        .contains(
            "k3os/system/config.yaml\0",
            "hostname: \"node-1\"",
            "ironwake-overlay.txt\0",
            "curl -gfLO " + Installs.URLS.assetBase() + "/k3os-rootfs-arm.tar.gz\n",
            "echo '5ba3  k3os-rootfs-arm.tar.gz' | sha256sum -c");
    assertThat(archive.length() % 512).isZero();
  }

  @Test
  void aLiveOneGetsItsConfigInASecondInitrdAndReportsNothing() throws Exception {
    RenderedInstall live =
        Installs.render(
            Installs.facts(
                OsFamily.K3OS,
                Map.of("run-cmd", List.of("echo up")),
                KernelArgs.none(),
                Effect.LIVE));

    assertThat(live.line()).isEqualTo("initrd=k3os-initrd-amd64 initrd=k3os.cpio k3os.mode=live");
    assertThat(live.initrd("k3os.cpio", "http://assets"))
        .isEqualTo(Installs.URLS.configBase() + "/k3os.cpio");
    assertThat(live.initrd("k3os-initrd-amd64", "http://assets"))
        .isEqualTo("http://assets/k3os-initrd-amd64");
    assertThat(live.documents().getFirst().text())
        .contains("k3os/system/config.yaml\0", "- \"echo up\"")
        .doesNotContain("/report/");
  }

  @Test
  void aPartitionOfOnesOwnIsTakenAsItIs() {
    InstallFacts facts = way("network", "/dev/sda2", "no-format", true);

    assertThat(Installs.render(facts).line())
        .contains(" k3os.install.device=/dev/sda2 ", " k3os.install.no_format=true");
    refuses(Installs.onDisk(facts, "/dev/sda"), "machine.disk: ", "must be the partition");
  }

  @ParameterizedTest
  @CsvSource({
    "takeover, /dev/sda, AMD64, machine.disk: , must be the partition",
    "takeover, /dev/mapper/vg-root, AMD64, machine.disk: , must be the partition",
    "overlay, /dev/mmcblk0p2, AMD64, config.install.way: , use takeover",
    "network, /dev/sda, ARM, config.install.way: , must be overlay",
    "usb, /dev/sda, AMD64, config.install.way: , 'network, takeover, iso, overlay'",
  })
  void saysWhatTheWayNeeds(String way, String disk, Arch arch, String place, String advice) {
    refuses(on(arch, way(way, disk)), place, advice);
  }

  @Test
  void aSwitchThatMeansNothingOnItsWayIsRefused() {
    refuses(
        way("takeover", "/dev/sda1", "force-efi", true),
        "config.install.force-efi: ",
        "way: takeover");
    refuses(
        Installs.facts(OsFamily.K3OS, Map.of("install", Map.of()), KernelArgs.none(), Effect.LIVE),
        "config.install: ",
        "remove it");
  }

  @Test
  @SuppressWarnings("unchecked")
  void everyRoleIsWhatK3osMakesOfIt() {
    Map<String, List<Object>> expected =
        ordered(
                "server", List.of("server"),
                "first-server", List.of("server", "--cluster-init", "--token=t"),
                "further-server", List.of("server", "--token=t"),
                "agent", List.of("agent", "--token=t"))
            .entrySet()
            .stream()
            .collect(
                java.util.stream.Collectors.toMap(
                    Map.Entry::getKey, each -> (List<Object>) each.getValue()));
    expected.forEach(
        (role, arguments) -> {
          Map<String, Object> config = new LinkedHashMap<>(Map.of("role", role));
          if (!role.equals("server")) {
            config.put("token", "t");
          }
          if (role.startsWith("further") || role.equals("agent")) {
            config.put("server-url", "https://10.0.0.11:6443");
          }
          config.put("k3s-args", List.of("--flannel-backend=host-gw"));
          String text =
              Installs.render(Installs.facts(OsFamily.K3OS, config)).documents().getFirst().text();
          List<Object> all = new java.util.ArrayList<>(arguments);
          all.add(
              arguments.contains("--token=t") ? all.size() - 1 : all.size(),
              "--flannel-backend=host-gw");
          assertThat(
                  ((Map<String, Object>) ((Map<String, Object>) new Yaml().load(text)).get("k3os"))
                      .get("k3s_args"))
              .isEqualTo(all);
        });
  }

  @Test
  void aRoleThatCannotWorkIsRefused() {
    refuses(config("role", "agent", "token", "t"), "config.server-url: is missing", "https://");
    refuses(config("role", "first-server"), "config.token: is missing", "share one");
    refuses(
        config("role", "server", "server-url", "https://a:6443"),
        "config.server-url: ",
        "begins a cluster");
    refuses(config("role", "master"), "config.role: must be one of", "first-server");
    refuses(
        config("role", "server", "k3s-args", List.of("server")),
        "config.k3s-args[0]: ",
        "beside role");
  }

  @Test
  void upgradesAreALabel() {
    String text = Installs.render(config("upgrade", "latest")).documents().getFirst().text();

    assertThat(text).contains("\"k3os.io/upgrade\": \"latest\"");
    refuses(config("upgrade", "yes"), "config.upgrade: ", "must be latest");
    refuses(
        config("upgrade", "latest", "labels", Map.of("k3os.io/upgrade", "x")),
        "config.labels: ",
        "keep one");
  }
}
