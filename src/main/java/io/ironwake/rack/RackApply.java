package io.ironwake.rack;

import io.ironwake.address.AddressPlan;
import io.ironwake.address.Reservation;
import io.ironwake.address.ReservationView;
import io.ironwake.address.Subnet;
import io.ironwake.address.SubnetView;
import io.ironwake.address.Subnets;
import io.ironwake.boot.Approvals;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineHistory;
import io.ironwake.machine.MachineSpec;
import io.ironwake.machine.MachineState;
import io.ironwake.machine.Machines;
import io.ironwake.net.MacAddress;
import io.ironwake.problem.Problem;
import io.ironwake.profile.Profile;
import io.ironwake.profile.ProfileView;
import io.ironwake.profile.Profiles;
import io.ironwake.profile.StoredProfile;
import io.ironwake.rack.RackFile.DeclaredMachine;
import io.ironwake.rack.RackFile.DeclaredSubnet;
import io.ironwake.rack.RackFile.Item;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Makes the database what the file declares. Applying the same file again changes nothing; what the
 * file does not name stays. {@code approved: true} acts only on a machine that was never installed,
 * and only where {@link Continuity} knows that the database was not restored or begun anew.
 */
@ApplicationScoped
public class RackApply {
  private static final String ACTOR = "rack.yaml";

  private final Subnets subnets;
  private final Profiles profiles;
  private final Machines machines;
  private final Approvals approvals;
  private final MachineHistory history;

  RackApply(
      Subnets subnets,
      Profiles profiles,
      Machines machines,
      Approvals approvals,
      MachineHistory history) {
    this.subnets = subnets;
    this.profiles = profiles;
    this.machines = machines;
    this.approvals = approvals;
    this.history = history;
  }

  /**
   * What applying did.
   *
   * @param changes one sentence for each thing created or changed
   * @param waiting one sentence for each approval that was declared and not given, with the reason
   */
  public record Outcome(List<String> changes, List<String> waiting) {}

  /**
   * Applies a file.
   *
   * @param acceptApprovals false when approvals in the file must wait; {@code why} then says why
   * @throws Problem with file, line and column; what stands before that line has been applied
   */
  public Outcome apply(java.nio.file.Path path, boolean acceptApprovals, String why) {
    return apply(RackFile.read(path), acceptApprovals, why);
  }

  Outcome apply(RackFile file, boolean acceptApprovals, String why) {
    List<String> changes = new ArrayList<>();
    List<String> waiting = new ArrayList<>();
    Map<String, String> places = new HashMap<>();
    file.machines().forEach(item -> unique(item, places));
    each(file.subnets(), declared -> subnet(declared, changes));
    each(file.profiles(), declared -> profile(declared, changes));
    each(file.machines(), declared -> machine(declared, file, changes, waiting));
    each(file.machines(), declared -> approve(declared, acceptApprovals, why, changes, waiting));
    return new Outcome(List.copyOf(changes), List.copyOf(waiting));
  }

  /** A name or MAC that stands twice would make two machines of the file one. */
  private static void unique(Item<DeclaredMachine> item, Map<String, String> places) {
    List<String> all =
        new ArrayList<>(
            item.value().macs().orElse(List.of()).stream().map(RackApply::plain).toList());
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

  private static <T> void each(List<Item<T>> items, Consumer<T> action) {
    for (Item<T> item : items) {
      try {
        action.accept(item.value());
      } catch (Problem e) {
        throw Problem.of(e.kind(), item.place() + ": " + e.detail(), e.extensions());
      } catch (IllegalArgumentException e) {
        throw Problem.invalid(item.place() + ": " + e.getMessage());
      }
    }
  }

  private void subnet(DeclaredSubnet declared, List<String> changes) {
    String name =
        declared
            .subnet()
            .name()
            .orElseThrow(() -> Problem.invalid("a subnet needs a name, such as rack1"));
    Optional<Subnet> known = subnets.current().byName(name);
    if (known.isEmpty()) {
      subnets.create(declared.subnet(), ACTOR);
      changes.add("subnet " + name + " created");
    } else if (!same(known.get(), declared.subnet())) {
      subnets.change(name, Optional.empty(), declared.subnet(), ACTOR);
      changes.add("subnet " + name + " changed");
    }
    declared.reservations().forEach(reservation -> reserve(name, reservation, changes));
  }

  private static boolean same(Subnet known, SubnetView declared) {
    return SubnetView.of(known)
        .equals(SubnetView.of(declared.toSubnet(known.id(), known.version())));
  }

  private void reserve(String subnet, ReservationView declared, List<String> changes) {
    AddressPlan plan = subnets.current();
    Subnet owner = plan.byName(subnet).orElseThrow();
    Reservation wanted = declared.toReservation(owner.id(), 0, owner.id());
    Optional<Reservation> known = plan.reservations(owner.id()).of(wanted.mac());
    if (known.isPresent()
        && known.get().address().equals(wanted.address())
        && known.get().hostname().equals(wanted.hostname())) {
      return;
    }
    if (known.isPresent()) {
      subnets.unreserve(subnet, wanted.mac(), ACTOR);
    }
    subnets.reserve(subnet, declared, ACTOR);
    changes.add("reservation " + wanted.mac() + " = " + wanted.address());
  }

  private void profile(ProfileView declared, List<String> changes) {
    Profile wanted = declared.toProfile();
    Optional<StoredProfile> known = profiles.byName(wanted.name());
    if (known.isEmpty()) {
      profiles.create(wanted, ACTOR);
      changes.add("profile " + wanted.name() + " created");
    } else if (!known.get().profile().equals(wanted)) {
      profiles.replace(known.get().id(), Optional.empty(), wanted, ACTOR);
      changes.add("profile " + wanted.name() + " changed");
    }
  }

  private void machine(
      DeclaredMachine declared, RackFile file, List<String> changes, List<String> waiting) {
    Optional<Machine> known = find(declared);
    Optional<String> taken = taken(declared, known, file);
    if (taken.isPresent()) {
      waiting.add(taken.get());
      return;
    }
    MachineSpec spec = spec(declared, known.isPresent());
    if (known.isEmpty()) {
      Machine created = machines.create(spec, ACTOR);
      changes.add("machine " + created.name() + " created");
    } else if (differs(known.get(), spec)) {
      Machine changed = machines.change(known.get().id(), Optional.empty(), spec, ACTOR);
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
                    .filter(RackApply::isDiscovered)
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
        declared.liveOnce().filter(once -> !known || !once));
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
        || spec.labels().filter(wanted -> !wanted.equals(known.labels())).isPresent()
        || spec.live().filter(wanted -> !wanted.equals(known.live())).isPresent();
  }

  private void approve(
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
      approvals.approve(machine.id(), Approvals.Approval.PLAIN, ACTOR);
      return Optional.empty();
    } catch (Problem e) {
      if (e.kind() == Problem.Kind.UNAVAILABLE) {
        throw e;
      }
      return Optional.of(e.detail());
    }
  }
}
