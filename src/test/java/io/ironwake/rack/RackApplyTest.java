package io.ironwake.rack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.address.Subnets;
import io.ironwake.boot.Approvals;
import io.ironwake.boot.Groups;
import io.ironwake.boot.Withdrawals;
import io.ironwake.machine.LifecycleEvent;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState;
import io.ironwake.machine.MachineState.Approved;
import io.ironwake.machine.MachineState.Discovered;
import io.ironwake.machine.Machines;
import io.ironwake.machine.Sightings;
import io.ironwake.net.MacAddress;
import io.ironwake.problem.Problem;
import io.ironwake.store.MariaDbTestResource;
import io.ironwake.store.Transactions;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A declared file applied again and again, to machines in every state. */
@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class RackApplyTest {
  private static final String PROFILE =
      """
      profiles:
      - name: rack-test
        os: k3os
        version: v1-rack
      """;

  @Inject RackApply rack;
  @Inject Machines machines;
  @Inject Sightings sightings;
  @Inject Approvals approvals;
  @Inject Withdrawals withdrawals;
  @Inject Subnets subnets;
  @Inject Groups groups;
  @Inject Transactions transactions;
  @Inject EntityManager database;

  @ConfigProperty(name = "ironwake.assets")
  String assets;

  private static int next = 1;

  /** No test shares a machine with another. */
  private final String mac = "52:54:00:bb:00:%02x".formatted(next);

  private final String name = "rack-node-" + next++;

  @BeforeEach
  void assets() throws Exception {
    Path folder = Files.createDirectories(Path.of(assets, "k3os", "v1-rack", "amd64"));
    StringBuilder sums = new StringBuilder();
    for (String file : new String[] {"k3os-vmlinuz-amd64", "k3os-initrd-amd64", "k3os-amd64.iso"}) {
      byte[] content = file.getBytes(StandardCharsets.UTF_8);
      Files.write(folder.resolve(file), content);
      sums.append(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content)))
          .append("  ")
          .append(file)
          .append('\n');
    }
    Files.writeString(folder.resolve("SHA256SUMS"), sums);
  }

  @AfterEach
  void noSubnets() {
    subnets.current().subnets().stream()
        .filter(each -> each.name().startsWith("rack-test"))
        .forEach(each -> subnets.delete(each.name(), "test"));
  }

  private String machine() {
    return """
        machines:
        - name: %s
          macs: [%s]
          profile: rack-test
          disk: /dev/sda
          approved: true
        """
        .formatted(name, mac);
  }

  private RackApply.Outcome apply(String text) {
    return rack.apply(RackFile.parse("rack.yaml", text), true, "");
  }

  private Machine known() {
    return machines.snapshot().byName(name).orElseThrow();
  }

  private long audits() {
    return transactions.call(
        () ->
            ((Number) database.createNativeQuery("SELECT COUNT(*) FROM audit").getSingleResult())
                .longValue());
  }

  private void is(String state) {
    assertThat(known().state().name()).isEqualTo(state);
  }

  @Test
  void theSecondAndThirdStartChangeNothing() {
    String file =
        """
        subnets:
        - name: rack-test
          cidr: 10.99.0.0/24
          pools: [10.99.0.100-10.99.0.200]
          gateway: 10.99.0.1
          reservations:
          - mac: %s
            address: 10.99.0.10
        """
                .formatted(mac)
            + PROFILE
            + machine();
    assertThat(apply(file).changes())
        .contains("machine " + name + " created", "machine " + name + " approved");
    long audits = audits();
    Machine before = known();
    for (int start = 2; start <= 3; start++) {
      RackApply.Outcome outcome = apply(file);
      assertThat(outcome.changes()).isEmpty();
      assertThat(outcome.waiting()).isEmpty();
    }
    assertThat(audits()).isEqualTo(audits);
    assertThat(known()).isEqualTo(before);
  }

  @Test
  void approvalsWaitWhereNobodyKnowsWhatTheMachinesLivedThrough() {
    RackApply.Outcome outcome =
        rack.apply(RackFile.parse("rack.yaml", PROFILE + machine()), false, "the database is new");
    assertThat(outcome.waiting())
        .containsExactly("machine " + name + " is not approved: the database is new");
    is("DISCOVERED");
  }

  @Test
  void anEndedApprovalIsNotGivenAgain() {
    apply(PROFILE + machine());
    withdrawals.cancel(known().id(), Optional.empty(), "operator");
    apply(PROFILE + machine());
    is("DISCOVERED");
  }

  @Test
  void installedFailedAndRetiredMachinesAreLeftAlone() {
    apply(PROFILE + machine());
    Machine machine = known();
    send(
        new LifecycleEvent.InstallerServed(
            machine.state().currentInstall().orElseThrow(), 3, Instant.now()));
    apply(PROFILE + machine());
    is("INSTALLING");
    send(
        new LifecycleEvent.FailureReported(
            machine.state().currentInstall().orElseThrow(), "no", Instant.now()));
    apply(PROFILE + machine());
    is("FAILED");
    send(
        new LifecycleEvent.InstallReported(
            machine.state().currentInstall().orElseThrow(), Instant.now()));
    apply(PROFILE + machine());
    is("INSTALLED");
    send(new LifecycleEvent.Retire());
    apply(PROFILE + machine());
    is("RETIRED");
    send(new LifecycleEvent.Restore());
    apply(PROFILE + machine());
    is("DISCOVERED");
  }

  private void send(LifecycleEvent event) {
    machines.send(known().id(), Optional.empty(), event, "test");
  }

  @Test
  void aMachineThatWasAdoptedIsNotWipedAfterItsRetirement() {
    rack.apply(RackFile.parse("rack.yaml", PROFILE + machine()), false, "not yet");
    send(new LifecycleEvent.Adopt(Instant.now()));
    send(new LifecycleEvent.Retire());
    send(new LifecycleEvent.Restore());
    assertThat(known().state()).isInstanceOf(Discovered.class);
    apply(PROFILE + machine());
    is("DISCOVERED");
  }

  @Test
  void aMachineThatWasDeletedAfterItsInstallIsNotWipedByTheFileThatStillNamesIt() {
    apply(PROFILE + machine());
    Machine machine = known();
    send(
        new LifecycleEvent.InstallerServed(
            machine.state().currentInstall().orElseThrow(), 3, Instant.now()));
    send(
        new LifecycleEvent.InstallReported(
            machine.state().currentInstall().orElseThrow(), Instant.now()));
    send(new LifecycleEvent.Retire());
    machines.delete(machine.id(), Optional.empty(), "operator");
    RackApply.Outcome outcome = apply(PROFILE + machine());
    is("DISCOVERED");
    assertThat(outcome.waiting()).singleElement().asString().contains(name, "approve it by hand");
  }

  @Test
  void aDiscoveredMachineIsTakenOverByItsMac() {
    sightings.seen(MacAddress.parse(mac), Optional.empty(), Optional.empty());
    apply(PROFILE + machine());
    assertThat(known().state()).isInstanceOf(Approved.class);
    assertThat(known().nics()).hasSize(1);
  }

  @Test
  void whatCannotBeApprovedWaitsAndTheServiceStarts() throws IOException {
    Files.delete(Path.of(assets, "k3os", "v1-rack", "amd64", "k3os-amd64.iso"));
    RackApply.Outcome outcome = apply(PROFILE + machine());
    assertThat(outcome.waiting())
        .singleElement()
        .asString()
        .contains(name, "k3os-amd64.iso is missing");
    is("DISCOVERED");
  }

  @Test
  void anEditedFileChangesOnlyWhatItNames() {
    apply(PROFILE + machine());
    MachineState before = known().state();
    assertThat(apply(PROFILE + machine().replace("/dev/sda", "/dev/sdb")).changes())
        .containsExactly("machine " + name + " changed");
    assertThat(known().disk()).contains("/dev/sdb");
    assertThat(known().state()).isEqualTo(before);
  }

  @Test
  void aGroupIsCreatedThenLeftAloneThenChanged() {
    String file =
        """
        groups:
        - name: rack-%s
          selector: {rack-test: "1"}
          loader: shim-grub
          local-boot: exit
          options: {26: 9000, 224: {value: "text:a", always: true}}
        """
            .formatted(name);
    assertThat(apply(file).changes()).containsExactly("group rack-" + name + " created");
    long audits = audits();
    assertThat(apply(file).changes()).isEmpty();
    assertThat(audits()).isEqualTo(audits);
    assertThat(apply(file.replace("9000", "1500")).changes())
        .containsExactly("group rack-" + name + " changed");
    assertThat(groups.byName("rack-" + name).orElseThrow().group().options().byCode())
        .containsOnlyKeys(26, 224);
  }

  static Stream<Arguments> wrong() {
    String subnet = "subnets:\n- name: rack-test\n  cidr: 10.99.0.0/24\n";
    return Stream.of(
        row(
            "unknown profile",
            PROFILE
                + "machines:\n- name: rack-bad\n  macs: [52:54:00:bb:ff:01]\n  profile: rack-tset\n",
            "rack.yaml:6:3",
            "unknown profile 'rack-tset'"),
        row(
            "multicast MAC",
            "machines:\n- name: rack-bad\n  macs: [01:00:5e:00:00:01]\n",
            "rack.yaml:2:3",
            "multicast"),
        row("no MAC at all", "machines:\n- name: rack-bad\n", "rack.yaml:2:3", "at least one MAC"),
        row(
            "not a MAC",
            "machines:\n- name: rack-bad\n  macs: [52:54:00:bb:ff]\n",
            "rack.yaml:2:3",
            "'52:54:00:bb:ff' is not a MAC address"),
        row(
            "duplicate MAC",
            "machines:\n- name: rack-dup1\n  macs: [52:54:00:bb:ff:02]\n- name: rack-dup2\n  macs: [52:54:00:bb:ff:02]\n",
            "rack.yaml:4:3",
            "belongs to the machine at rack.yaml:2:3"),
        row(
            "bad name",
            "machines:\n- name: Rack_Bad\n  macs: [52:54:00:bb:ff:03]\n",
            "rack.yaml:2:3",
            "DNS label"),
        row(
            "bad disk",
            "machines:\n- name: rack-bad\n  macs: [52:54:00:bb:ff:04]\n  disk: sda\n",
            "rack.yaml:2:3",
            "/dev/sda"),
        row(
            "group of every machine",
            "groups:\n- name: rack-bad\n  selector: {}\n",
            "rack.yaml:2:3",
            "group rack-bad: selector is empty"),
        row(
            "unknown loader of a group",
            "groups:\n- name: rack-bad\n  selector: {rack: r1}\n  loader: lilo\n",
            "rack.yaml:2:3",
            "group rack-bad: loader 'lilo'"),
        row(
            "pool outside",
            subnet + "  pools: [10.98.0.1-10.98.0.9]\n",
            "rack.yaml:2:3",
            "outside"),
        row(
            "pool backwards",
            subnet + "  pools: [10.99.0.9-10.99.0.1]\n",
            "rack.yaml:2:3",
            "backwards"),
        row(
            "overlap",
            subnet + "- name: rack-test2\n  cidr: 10.99.0.128/25\n",
            "rack.yaml:4:3",
            "overlaps subnet rack-test"),
        row(
            "host bits",
            "subnets:\n- name: rack-test\n  cidr: 10.99.0.1/24\n",
            "rack.yaml:2:3",
            "10.99.0.0/24"),
        row("unknown word", subnet + "  unknown: wipe\n", "rack.yaml:2:3", "ignore, hold, inspect"),
        row(
            "reservation outside",
            subnet + "  reservations:\n  - {mac: 52:54:00:bb:ff:05, address: 10.98.0.1}\n",
            "rack.yaml:2:3",
            "10.98.0.1"),
        row(
            "unknown system",
            "profiles:\n- name: rack-bad\n  os: k4os\n  version: v1\n",
            "rack.yaml:2:3",
            "'k4os'"),
        row(
            "bad argument",
            "profiles:\n- name: rack-bad\n  os: generic\n  version: v1\n  arguments: ['a || b']\n",
            "rack.yaml:2:3",
            "'||'"),
        row(
            "bad butane",
            "profiles:\n- name: rack-bad\n  os: flatcar\n  version: 4081.2.0\n  config:\n"
                + "    butane: |\n      variant: flatcar\n      version: 1.0.0\n\n"
                + "      systemd: {unts: []}\n",
            "rack.yaml:2:3",
            "profile rack-bad: rack.yaml:10:17: config.butane: unknown key 'unts' in systemd; did"
                + " you mean 'units'?"));
  }

  private static Arguments row(String what, String text, String place, String message) {
    return Arguments.of(what, text, place, message);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void mistakesAreNamedWithTheirPlace(String what, String text, String place, String message) {
    assertThatThrownBy(() -> apply(text))
        .isInstanceOf(Problem.class)
        .hasMessageStartingWith(place + ": ")
        .hasMessageContaining(message);
  }
}
