package io.ironwake.boot;

import io.ironwake.config.InstallWriter;
import io.ironwake.config.InstallWriter.DiskCheck;
import io.ironwake.machine.HardwareFacts;
import io.ironwake.machine.Inventory;
import io.ironwake.machine.Machine;
import io.ironwake.profile.DiskGuard;
import io.ironwake.profile.MachineGuard;
import io.ironwake.profile.Profile;
import io.ironwake.profile.WipeGuard;
import io.ironwake.store.DatabaseTime;
import io.ironwake.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What profile and machine demand before a disk is wiped, as far as it can be told when an install
 * is approved; the rest is for the installer and for the door that hands the install out.
 */
@ApplicationScoped
class Guards {
  private final Inventory inventory;
  private final Transactions transactions;
  private final DatabaseTime time;
  private final Duration fresh;

  Guards(
      Inventory inventory,
      Transactions transactions,
      DatabaseTime time,
      @ConfigProperty(name = "ironwake.guard-inventory-age", defaultValue = "PT24H")
          Duration fresh) {
    this.inventory = inventory;
    this.transactions = transactions;
    this.time = time;
    this.fresh = fresh;
  }

  private static List<WipeGuard> of(Machine machine, Profile profile) {
    return Stream.concat(profile.guard().stream(), Stream.of(machine.safety().guard())).toList();
  }

  /** All demands in words. */
  static List<String> words(Machine machine, Profile profile, IdentityDemand identity) {
    return Stream.concat(
            of(machine, profile).stream()
                .flatMap(each -> each.disk().words().stream())
                .map(each -> "disk " + each),
            identity.words().stream().map(each -> "machine " + each))
        .distinct()
        .toList();
  }

  /**
   * What a client must present, with what is recorded of the machine filled in.
   *
   * @param faults takes the reasons why nothing can meet the demands
   */
  static IdentityDemand identity(Machine machine, Profile profile, List<String> faults) {
    Optional<String> uuid =
        one("uuid", machine, profile, MachineGuard::uuid, machine.smbiosUuid(), faults);
    Optional<String> serial =
        one("serial", machine, profile, MachineGuard::serial, machine.serial(), faults);
    return new IdentityDemand(uuid.map(UUID::fromString), serial);
  }

  private static Optional<String> one(
      String what,
      Machine machine,
      Profile profile,
      Function<MachineGuard, Optional<String>> demand,
      Optional<?> recorded,
      List<String> faults) {
    Optional<String> own = recorded.map(Object::toString);
    List<String> wanted =
        of(machine, profile).stream()
            .flatMap(each -> demand.apply(each.machine()).stream())
            .map(want -> want.equals(MachineGuard.RECORDED) ? own.orElse(want) : want)
            .distinct()
            .toList();
    if (wanted.contains(MachineGuard.RECORDED)) {
      faults.add(
          "its guard demands the "
              + what
              + " that is recorded of it, and none is; let it network-boot once, or name one");
      return Optional.empty();
    }
    wanted.stream()
        .filter(want -> own.filter(it -> !it.equals(want)).isPresent() || wanted.size() > 1)
        .findFirst()
        .ifPresent(
            want ->
                faults.add(
                    "guards demand the "
                        + what
                        + " "
                        + String.join(" and ", wanted)
                        + own.map(it -> ", and it is known by " + it).orElse("")));
    return wanted.stream().findFirst();
  }

  /** Why the target disk may not be wiped, as far as an inspection of the machine tells. */
  List<String> diskFaults(Machine machine, Profile profile, String disk) {
    List<DiskGuard> guards =
        of(machine, profile).stream()
            .map(WipeGuard::disk)
            .filter(each -> !each.demandsNothing())
            .toList();
    InstallWriter.requireCheckable("machine", profile.os(), machine.safety().guard().disk());
    if (guards.isEmpty() || InstallWriter.of(profile.os()).diskCheck() != DiskCheck.BY_INSPECTION) {
      return List.of();
    }
    return transactions
        .call(() -> inventory.newestNow(machine.id()))
        .map(facts -> faults(guards, facts, disk))
        .orElseGet(
            () ->
                List.of(
                    "its guard demands a disk that "
                        + profile.os().title()
                        + "'s installer cannot check, and no inspection has seen its disks; boot"
                        + " the inspector on it first"));
  }

  private List<String> faults(List<DiskGuard> guards, HardwareFacts facts, String disk) {
    if (facts.takenAt().plus(fresh).isBefore(time.reckoned())) {
      return List.of(
          "the inspection that would check its disk is of "
              + facts.takenAt()
              + ", older than "
              + fresh.toHours()
              + " hours; inspect it again");
    }
    return facts
        .disk(disk)
        .map(
            found ->
                guards.stream()
                    .flatMap(guard -> guard.faults(found(found)).stream())
                    .distinct()
                    .map(fault -> disk + " is not the disk that may be wiped: " + fault)
                    .toList())
        .orElseGet(
            () -> List.of("the inspection found no disk " + disk + "; is it the right name?"));
  }

  private static DiskGuard.Found found(HardwareFacts.Disk disk) {
    return new DiskGuard.Found(
        disk.serial().stream().toList(), disk.model(), disk.wwn(), disk.bytes());
  }
}
