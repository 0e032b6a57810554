package io.ironwake.rack;

import io.ironwake.boot.Approvals;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineHistory;
import io.ironwake.machine.MachineSpec;
import io.ironwake.machine.MachineState;
import io.ironwake.machine.Machines;
import io.ironwake.net.LoaderShelf;
import io.ironwake.net.LocalBoot;
import io.ironwake.net.MacAddress;
import io.ironwake.problem.Problem;
import io.ironwake.profile.Profiles;
import io.ironwake.profile.StoredProfile;
import io.ironwake.profile.Variables;
import io.ironwake.rack.RackFile.DeclaredMachine;
import io.ironwake.rack.RackFile.Item;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Makes machines what the file declares, and approves those it may. */
@ApplicationScoped
class DeclaredMachines {
  private final Profiles profiles;
  private final Machines machines;
  private final Approvals approvals;
  private final MachineHistory history;
  private final LoaderShelf loaders;

  DeclaredMachines(
      Profiles profiles,
      Machines machines,
      Approvals approvals,
      MachineHistory history,
      LoaderShelf loaders) {
    this.profiles = profiles;
    this.machines = machines;
    this.approvals = approvals;
    this.history = history;
    this.loaders = loaders;
  }

  /** A name or MAC that stands twice would make two machines of the file one. */
  static void requireUnique(List<Item<DeclaredMachine>> items) {
    Map<String, String> places = new HashMap<>();
    items.forEach(item -> requireUnique(item, places));
  }

  private static void requireUnique(Item<DeclaredMachine> item, Map<String, String> places) {
    List<String> all =
        new ArrayList<>(
            item.value().macs().orElse(List.of()).stream().map(DeclaredMachines::plain).toList());
    item.value().name().ifPresent(all::add);
    for (String each : all) {
      String first = places.putIfAbsent(each, item.place());
      if (first != null) {
        throw Problem.invalid(
            item.place()
                + ": "
                + each
                + " belongs to the machine at "
                + first
                + " already; remove one of the two");
      }
    }
  }

  /** A MAC in its one spelling; other text is refused later, with its machine. */
  private static String plain(String text) {
    try {
      return MacAddress.parse(text).toString();
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /**
   * Creates or changes the machine.
   *
   * @param changes takes one sentence when something was done
   * @param waiting takes one sentence when it could not be
   */
  void apply(DeclaredMachine declared, RackFile file, List<String> changes, List<String> waiting) {
    Optional<Machine> known = find(declared);
    Optional<String> taken = taken(declared, known, file);
    if (taken.isPresent()) {
      waiting.add(taken.get());
      return;
    }
    MachineSpec spec = spec(declared, known.isPresent());
    if (known.isEmpty()) {
      Machine created = machines.create(spec, RackApply.ACTOR);
      changes.add("machine " + created.name() + " created");
    } else if (differs(known.get(), spec)) {
      Machine changed = machines.change(known.get().id(), Optional.empty(), spec, RackApply.ACTOR);
      changes.add("machine " + changed.name() + " changed");
    }
  }

  /** By name, or by a MAC for a machine that was discovered before it was declared. */
  private Optional<Machine> find(DeclaredMachine declared) {
    return declared
        .name()
        .flatMap(machines.snapshot()::byName)
        .or(
            () ->
                macs(declared).stream()
                    .flatMap(mac -> machines.snapshot().byMac(mac).stream())
                    .filter(DeclaredMachines::isDiscovered)
                    .findFirst());
  }

  /**
   * Why a declared machine must wait: one of its MACs belongs to a machine that lives under another
   * name, by an operator's word since the file was written. A rack must not stay dark for that.
   */
  private Optional<String> taken(DeclaredMachine declared, Optional<Machine> known, RackFile file) {
    List<String> names =
        file.machines().stream().flatMap(item -> item.value().name().stream()).toList();
    return macs(declared).stream()
        .flatMap(mac -> machines.snapshot().byMac(mac).stream())
        .filter(owner -> known.isEmpty() || !known.get().id().equals(owner.id()))
        .filter(owner -> !names.contains(owner.name()))
        .findFirst()
        .map(
            owner ->
                "machine "
                    + declared.name().orElse("without a name")
                    + " is not applied: one of its MACs belongs to machine '"
                    + owner.name()
                    + "', which is "
                    + owner.state().name()
                    + "; give it that name in the file, join the NIC, or delete that machine");
  }

  private static boolean isDiscovered(Machine machine) {
    return machine.state() instanceof MachineState.Discovered && machine.installs() == 0;
  }

  private static List<MacAddress> macs(DeclaredMachine declared) {
    return declared.macs().orElse(List.of()).stream().map(MacAddress::parse).toList();
  }

  /** A Live profile for one boot is declared with the machine and not again at every start. */
  private MachineSpec spec(DeclaredMachine declared, boolean known) {
    if (declared.name().isEmpty()) {
      throw Problem.invalid("a machine needs a name, such as node1");
    }
    return new MachineSpec(
        declared.name(),
        declared.macs().map(all -> all.stream().map(MacAddress::parse).toList()),
        declared.profile().map(name -> Optional.of(profileId(name))),
        declared.arguments(),
        declared.disk().map(Optional::of),
        declared.labels(),
        declared
            .live()
            .filter(name -> !known || !declared.liveOnce().orElse(false))
            .map(name -> Optional.of(profileId(name))),
        declared.liveOnce().filter(once -> !known || !once),
        declared.loader().map(text -> Optional.of(loaders.choose(text))),
        declared.localBoot().map(text -> Optional.of(LocalBoot.parse(text))),
        declared.variables().map(Variables::sent));
  }

  private UUID profileId(String name) {
    return profiles
        .byName(name)
        .map(StoredProfile::id)
        .orElseThrow(
            () ->
                Problem.invalid(
                    "unknown profile '"
                        + name
                        + "'; declared are: "
                        + String.join(
                            ", ", profiles.all().stream().map(p -> p.profile().name()).toList())));
  }

  private static boolean differs(Machine known, MachineSpec spec) {
    List<MacAddress> macs = known.nics().stream().map(Machine.Nic::mac).toList();
    return spec.name().filter(name -> !name.equals(known.name())).isPresent()
        || spec.macs().filter(wanted -> !macs.containsAll(wanted)).isPresent()
        || spec.profile().filter(wanted -> !wanted.equals(known.profile())).isPresent()
        || spec.arguments().filter(wanted -> !wanted.equals(known.arguments())).isPresent()
        || spec.disk().filter(wanted -> !wanted.equals(known.disk())).isPresent()
        || spec.loader().filter(wanted -> !wanted.equals(known.boot().loader())).isPresent()
        || spec.localBoot().filter(wanted -> !wanted.equals(known.boot().localBoot())).isPresent()
        || spec.labels().filter(wanted -> !wanted.equals(known.labels())).isPresent()
        || spec.variables().filter(wanted -> !wanted.equals(known.variables())).isPresent()
        || spec.live().filter(wanted -> !wanted.equals(known.live())).isPresent();
  }

  /** Approves it where the file says so and nothing speaks against it. */
  void approve(
      DeclaredMachine declared,
      boolean accept,
      String why,
      List<String> changes,
      List<String> waiting) {
    if (!declared.approved().orElse(false)) {
      return;
    }
    Optional<Machine> applied = machines.snapshot().byName(declared.name().orElseThrow());
    if (applied.isEmpty() || !isDiscovered(applied.get()) || history.hasLived(applied.get().id())) {
      return;
    }
    Machine machine = applied.get();
    Optional<String> obstacle = accept ? obstacle(machine) : Optional.of(why);
    obstacle.ifPresentOrElse(
        text -> waiting.add("machine " + machine.name() + " is not approved: " + text),
        () -> changes.add("machine " + machine.name() + " approved"));
  }

  /** Approves the machine, or tells why it must wait: a file is no reason to refuse to start. */
  private Optional<String> obstacle(Machine machine) {
    if (machine.nics().stream().anyMatch(nic -> history.hasLived(nic.mac()))) {
      return Optional.of(
          "a machine with its MAC was deleted after it had been approved or adopted; approve it by hand");
    }
    try {
      approvals.approve(machine.id(), Approvals.Approval.PLAIN, RackApply.ACTOR);
      return Optional.empty();
    } catch (Problem e) {
      if (e.kind() == Problem.Kind.UNAVAILABLE) {
        throw e;
      }
      return Optional.of(e.detail());
    }
  }
}
