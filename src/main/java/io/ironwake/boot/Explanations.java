package io.ironwake.boot;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.ironwake.address.Reservation;
import io.ironwake.address.ReservationKey;
import io.ironwake.address.Subnet;
import io.ironwake.address.Subnets;
import io.ironwake.machine.Machine;
import io.ironwake.machine.Machines;
import io.ironwake.net.ClientArch;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.problem.Problem;
import io.ironwake.quirk.Traits;
import io.ironwake.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Dry runs: what would this MAC get at this stage, and why. Nothing is minted, recorded, discovered
 * or moved.
 */
@ApplicationScoped
public class Explanations {
  private final Machines machines;
  private final Installs installs;
  private final Subnets subnets;
  private final Groups groups;
  private final BootService service;
  private final Transactions transactions;

  Explanations(
      Machines machines,
      Installs installs,
      Subnets subnets,
      Groups groups,
      BootService service,
      Transactions transactions) {
    this.machines = machines;
    this.installs = installs;
    this.subnets = subnets;
    this.groups = groups;
    this.service = service;
    this.transactions = transactions;
  }

  /**
   * The question.
   *
   * @param subnet the subnet it is asked for; empty for the undeclared rest
   * @param smbiosUuid what the machine would present, if that matters
   */
  public record Question(
      MacAddress mac,
      BootStage stage,
      Optional<ClientArch> arch,
      Optional<String> subnet,
      Optional<UUID> smbiosUuid) {}

  /**
   * The answer.
   *
   * @param decision {@code ignore}, {@code hold}, {@code local-boot}, {@code live} or {@code
   *     install}
   * @param chain the way it is started, such as {@code snponly} or {@code shim-grub}
   * @param file the boot file DHCP would name, without its nonce
   * @param document what its loader is served then: {@code script}, {@code script.cfg} or {@code
   *     pxelinux.cfg}
   * @param localBoot how it is sent to its disk, if it is
   * @param machine the name of the machine that owns the MAC
   * @param state its state
   * @param groups the names of the groups it belongs to, the strongest first
   * @param loaderGroup the one of them whose word on the loader is heard; empty when none is, or
   *     the machine has a word of its own
   * @param quirks ids of the firmware rules that change the answer
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Explanation(
      String decision,
      String reason,
      Optional<String> chain,
      Optional<String> file,
      Optional<String> document,
      Optional<String> localBoot,
      Optional<String> machine,
      Optional<String> state,
      List<String> groups,
      Optional<String> loaderGroup,
      List<String> quirks) {}

  /**
   * Asks the gate as the doors do.
   *
   * @throws Problem NOT_FOUND for a subnet that is not declared
   */
  public Explanation explain(Question question) {
    question
        .subnet()
        .filter(name -> subnets.current().byName(name).isEmpty())
        .ifPresent(Explanations::refuse);
    BootRequest request =
        new BootRequest(
            Door.EXPLAIN,
            question.mac(),
            question.stage(),
            question.arch(),
            question.smbiosUuid(),
            Optional.empty(),
            Optional.empty(),
            Ipv4.ANY,
            question.subnet(),
            traits(question));
    Optional<Machine> machine = machines.snapshot().byMac(question.mac());
    Optional<BootFacts.InstallFact> install =
        machine.flatMap(
            known ->
                transactions.call(() -> installs.checkedFactNow(machines.currentNow(known.id()))));
    BootService.Named named = service.explain(request, install);
    return new Explanation(
        named.decision().name(),
        named.decision().reason(),
        named.chain().map(chain -> chain.kind().word()),
        named.file(),
        named.document(),
        Optional.of(named.way().word()).filter(way -> named.decision().name().equals("local-boot")),
        machine.map(Machine::name),
        machine.map(known -> known.state().name()),
        machine.stream()
            .flatMap(known -> groups.current().of(known.selectable()))
            .map(Group::name)
            .toList(),
        machine
            .filter(known -> known.boot().loader().isEmpty())
            .flatMap(known -> groups.current().loaderGiver(known.selectable()))
            .map(Group::name),
        named.effects().rules());
  }

  /** What a usual client of this stage says of itself. */
  private Traits traits(Question question) {
    Traits.Mode mode =
        question
            .subnet()
            .flatMap(subnets.current()::byName)
            .filter(subnet -> subnet.mode().givesAddresses() || isServedInFull(subnet, question))
            .map(subnet -> Traits.Mode.FULL)
            .orElse(Traits.Mode.PROXY);
    return switch (question.stage()) {
      case FIRMWARE -> Traits.usual(Traits.Program.PXE, mode);
      case HTTP_BOOT -> Traits.usual(Traits.Program.HTTP, mode);
      case IPXE -> Traits.usual(Traits.Program.IPXE, mode);
      case IPXE_WITHOUT_HTTP -> Traits.usual(Traits.Program.IPXE_WITHOUT_HTTP, mode);
      case U_BOOT -> Traits.usual(Traits.Program.U_BOOT, mode);
      case SCRIPT -> Traits.UNKNOWN;
    };
  }

  private boolean isServedInFull(Subnet subnet, Question question) {
    return subnets
        .current()
        .reservations(subnet.id())
        .of(ReservationKey.of(question.mac()))
        .filter(Reservation::servedInFull)
        .isPresent();
  }

  private static void refuse(String name) {
    throw Problem.notFound("there is no subnet '" + name + "'");
  }

  /** The subnets an operator may ask for, by name. */
  public List<String> subnetNames() {
    return subnets.current().subnets().stream().map(Subnet::name).toList();
  }
}
