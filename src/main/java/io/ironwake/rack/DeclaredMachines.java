package io.ironwake.rack;

import io.ironwake.machine.Lifecycle;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineSpec;
import io.ironwake.machine.MachineState;
import io.ironwake.machine.Machines;
import io.ironwake.net.LoaderShelf;
import io.ironwake.net.LocalBoot;
import io.ironwake.net.MacAddress;
import io.ironwake.problem.Problem;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.MaskedSecrets;
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

/** {@code kind: Machine}: what a document leaves out stays as it is. */
@ApplicationScoped
class DeclaredMachines implements DeclaredKind<DeclaredMachine> {
  private final Profiles profiles;
  private final Machines machines;
  private final LoaderShelf loaders;
  private final MachineDocs docs;

  DeclaredMachines(Profiles profiles, Machines machines, LoaderShelf loaders, MachineDocs docs) {
    this.profiles = profiles;
    this.machines = machines;
    this.loaders = loaders;
    this.docs = docs;
  }

  @Override
  public Kind<DeclaredMachine> kind() {
    return Kind.MACHINE;
  }

  /** A name or MAC that stands twice would make two machines of the file one. */
  static void requireUnique(List<Item<DeclaredMachine>> items, Refusal refusal) {
    Map<String, String> places = new HashMap<>();
    items.forEach(item -> refusal.gather(() -> requireUnique(item, places)));
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

  @Override
  public Optional<Change> applyNow(DeclaredMachine declared, ApplyRun run) {
    Optional<Machine> known = find(declared);
    Optional<String> taken = run.lenient() ? taken(declared, known, run.file()) : Optional.empty();
    if (taken.isPresent()) {
      run.waiting().add(taken.get());
      return Optional.empty();
    }
    if (declared.profile().filter(run::refused).isPresent()) {
      return Optional.empty();
    }
    MachineSpec spec = spec(declared, known, run);
    if (known.isEmpty()) {
      return Optional.of(
          Change.created(kind(), docs.of(machines.createNow(spec, run.actor()), run)));
    }
    Machine old = known.get();
    Machine now =
        differs(old, spec)
            ? machines.changeNow(old.id(), Optional.empty(), spec, run.actor())
            : old;
    return Optional.of(Change.between(kind(), docs.of(old, run), docs.of(now, run)));
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
   * name, by an operator's word since the file was written.
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
  private MachineSpec spec(DeclaredMachine declared, Optional<Machine> known, ApplyRun run) {
    if (declared.name().isEmpty()) {
      throw Problem.invalid("a machine needs a name, such as node1");
    }
    return new MachineSpec(
        declared.name(),
        declared.macs().map(all -> all.stream().map(MacAddress::parse).toList()),
        declared.profile().map(name -> Optional.of(profileId(name, run))),
        declared.arguments().map(words -> revealed(words, known)),
        declared.disk().map(Optional::of),
        declared.labels(),
        declared
            .live()
            .filter(name -> known.isEmpty() || !declared.liveOnce().orElse(false))
            .map(name -> Optional.of(profileId(name, run))),
        declared.liveOnce().filter(once -> known.isEmpty() || !once),
        declared.loader().map(text -> Optional.of(loaders.choose(text))),
        declared.localBoot().map(text -> Optional.of(LocalBoot.parse(text))),
        declared.variables().map(values -> sent(values, known)),
        declared.guard().map(guard -> Optional.of(guard.toGuard())));
  }

  private static List<String> revealed(List<String> words, Optional<Machine> known) {
    return MaskedSecrets.fill(
        "arguments", words, new KernelArgs(known.map(Machine::arguments).orElse(List.of())));
  }

  private static Map<String, Object> sent(Map<String, Object> values, Optional<Machine> known) {
    return Variables.sent(
        MaskedSecrets.fill("variables", values, known.map(Machine::variables).orElse(Map.of())));
  }

  private UUID profileId(String name, ApplyRun run) {
    return run.profile(name)
        .or(() -> profiles.byName(name).map(StoredProfile::id))
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
        || spec.guard()
            .filter(wanted -> !wanted.equals(Optional.of(known.safety().guard())))
            .isPresent()
        || spec.live().filter(wanted -> !wanted.equals(known.live())).isPresent();
  }

  @Override
  public List<Doc> all() {
    return machines.snapshot().all().stream().map(docs::of).toList();
  }

  /** Only what the lifecycle lets go: a machine that has a system, or gets one, stays. */
  @Override
  public Optional<Change> deleteNow(Doc doc, ApplyRun run) {
    Machine machine = machines.snapshot().byName(doc.name()).orElseThrow();
    boolean deletable = Lifecycle.operatorEvents(machine.state()).contains("delete");
    if (!deletable || machine.locked()) {
      run.waiting()
          .add(
              "machine "
                  + machine.name()
                  + " is not deleted: it is "
                  + (deletable ? "locked" : machine.state().name())
                  + "; "
                  + (deletable ? "unlock it first" : "retire it first"));
      return Optional.empty();
    }
    machines.deleteNow(machine.id(), Optional.empty(), run.actor());
    return Optional.of(Change.deleted(kind(), doc));
  }
}
