package io.ironwake.rack;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.cluster.Cluster;
import io.ironwake.cluster.Role;
import io.ironwake.config.Consumers;
import io.ironwake.config.Document;
import io.ironwake.config.FrozenInstall;
import io.ironwake.config.InstallFacts;
import io.ironwake.config.RenderedInstall;
import io.ironwake.config.ServeUrls;
import io.ironwake.config.TemplatedInstall;
import io.ironwake.net.MacAddress;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.MergedVariables;
import io.ironwake.profile.OsFamily;
import io.ironwake.profile.Profile;
import io.ironwake.profile.VariableLayer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each file under examples/ can be applied, and what its machines would be handed is sound. */
class ExampleFilesTest {
  private static final ServeUrls URLS =
      new ServeUrls(
          "http://192.0.2.2:8069/assets/os/version/arch",
          "http://192.0.2.2:8069/config/c0nf1g",
          "http://192.0.2.2:8069/report/r3p0rt");

  static List<Path> files() throws Exception {
    try (Stream<Path> files = Files.walk(Path.of("examples"))) {
      return files.filter(each -> each.toString().endsWith(".yaml")).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void rendersForEveryMachineOfTheFile(Path file) {
    assertThat(installs(file)).isNotEmpty().allSatisfy(each -> assertThat(each.line()).isNotNull());
  }

  @Tag("clients")
  @ParameterizedTest
  @MethodSource("files")
  void pleasesTheProgramsThatReadIt(Path file, @TempDir Path folder) throws Exception {
    for (RenderedInstall install : installs(file)) {
      for (Document document : install.documents()) {
        Consumers.check(document, folder);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("files")
  void everyClusterHasMachinesInEachRoleAndAddressesForThem(Path file) {
    RackFile rack = RackFile.read(file);
    List<Cluster> clusters =
        rack.clusters().stream().map(item -> item.value().toCluster()).toList();
    List<String> reserved =
        rack.subnets().stream()
            .flatMap(item -> item.value().reservations().stream())
            .flatMap(reservation -> reservation.hostname().stream())
            .toList();

    for (Cluster cluster : clusters) {
      Set<Role> filled = EnumSet.noneOf(Role.class);
      for (RackFile.Item<RackFile.DeclaredMachine> machine : rack.machines()) {
        List<Role> roles = cluster.rolesOf(machine.value().labels().orElse(Map.of()));
        filled.addAll(roles);
        assertThat(roles).hasSizeLessThanOrEqualTo(1);
        if (roles.contains(cluster.voters())) {
          assertThat(reserved).contains(machine.value().name().orElseThrow());
        }
      }
      assertThat(filled).isEqualTo(cluster.roles().keySet());
    }
  }

  @Test
  void everyFamilyHasAnExampleAndAPage() throws Exception {
    Set<OsFamily> shown =
        files().stream()
            .flatMap(file -> profiles(file).stream())
            .map(Profile::os)
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(OsFamily.class)));

    assertThat(shown).containsExactlyInAnyOrder(OsFamily.values());
    assertThat(OsFamily.values())
        .allSatisfy(os -> assertThat(Path.of("docs/os/" + os.id() + ".md")).exists());
  }

  private static List<Profile> profiles(Path file) {
    return RackFile.read(file).profiles().stream().map(item -> item.value().toProfile()).toList();
  }

  private static List<RenderedInstall> installs(Path file) {
    List<Profile> profiles = profiles(file);
    Map<String, Object> global =
        RackFile.read(file).variables().map(RackFile.Item::value).orElse(Map.of());
    return RackFile.read(file).machines().stream()
        .map(RackFile.Item::value)
        .map(machine -> freeze(machine, profiles, global).render(URLS))
        .toList();
  }

  private static FrozenInstall freeze(
      RackFile.DeclaredMachine machine, List<Profile> profiles, Map<String, Object> global) {
    String wanted = machine.profile().or(machine::live).orElseThrow();
    Profile profile =
        profiles.stream().filter(each -> each.name().equals(wanted)).findFirst().orElseThrow();
    Map<String, Object> variables =
        MergedVariables.of(
                List.of(
                    new VariableLayer("global", global),
                    new VariableLayer("profile", profile.variables()),
                    new VariableLayer("machine", machine.variables().orElse(Map.of()))))
            .values();
    return TemplatedInstall.freeze(
        new InstallFacts(
            machine.name().orElseThrow(),
            MacAddress.parse(machine.macs().orElseThrow().getFirst()),
            profile,
            new KernelArgs(machine.arguments().orElse(List.of())),
            machine.disk().orElse(""),
            false,
            variables));
  }
}
