package io.ironwake.rack;

import io.ironwake.address.AddressPlan;
import io.ironwake.address.DeclaredOptions;
import io.ironwake.address.GlobalOptions;
import io.ironwake.address.OptionView;
import io.ironwake.address.Reservation;
import io.ironwake.address.ReservationView;
import io.ironwake.address.Subnet;
import io.ironwake.address.SubnetView;
import io.ironwake.address.Subnets;
import io.ironwake.boot.Group;
import io.ironwake.boot.GroupView;
import io.ironwake.boot.Groups;
import io.ironwake.machine.ProfileNames;
import io.ironwake.net.LoaderShelf;
import io.ironwake.problem.Problem;
import io.ironwake.profile.GlobalVariables;
import io.ironwake.profile.Profile;
import io.ironwake.profile.ProfileView;
import io.ironwake.profile.Profiles;
import io.ironwake.profile.StoredProfile;
import io.ironwake.profile.Variables;
import io.ironwake.rack.RackFile.DeclaredSubnet;
import io.ironwake.rack.RackFile.Item;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes the database what the file declares. Applying the same file again changes nothing; what the
 * file does not name stays. {@code approved: true} acts only on a machine that was never installed,
 * and only where {@link Continuity} knows that the database was not restored or begun anew.
 */
@ApplicationScoped
public class RackApply {
  static final String ACTOR = "rack.yaml";

  private final GlobalOptions options;
  private final Subnets subnets;
  private final Profiles profiles;
  private final Groups groups;
  private final DeclaredMachines machines;
  private final LoaderShelf loaders;
  private final ProfileNames profileNames;
  private final GlobalVariables variables;

  RackApply(
      GlobalOptions options,
      Subnets subnets,
      Profiles profiles,
      Groups groups,
      DeclaredMachines machines,
      LoaderShelf loaders,
      ProfileNames profileNames,
      GlobalVariables variables) {
    this.options = options;
    this.subnets = subnets;
    this.profiles = profiles;
    this.groups = groups;
    this.machines = machines;
    this.loaders = loaders;
    this.profileNames = profileNames;
    this.variables = variables;
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
    DeclaredMachines.requireUnique(file.machines());
    each(file.options().stream().toList(), declared -> options(declared, changes));
    each(file.variables().stream().toList(), declared -> variables(declared, changes));
    each(file.subnets(), declared -> subnet(declared, changes));
    each(file.profiles(), declared -> profile(declared, changes));
    each(file.groups(), declared -> group(declared, changes));
    each(file.machines(), declared -> machines.apply(declared, file, changes, waiting));
    each(
        file.machines(),
        declared -> machines.approve(declared, acceptApprovals, why, changes, waiting));
    return new Outcome(List.copyOf(changes), List.copyOf(waiting));
  }

  private static <T> void each(List<Item<T>> items, Consumer<T> action) {
    for (Item<T> item : items) {
      try {
        action.accept(item.value());
      } catch (Problem e) {
        throw Problem.of(e.kind(), item.located(e.detail()), e.extensions());
      } catch (IllegalArgumentException e) {
        throw Problem.invalid(item.located(String.valueOf(e.getMessage())));
      }
    }
  }

  private void options(Map<Integer, OptionView> declared, List<String> changes) {
    DeclaredOptions wanted = OptionView.declared(Optional.of(declared));
    if (!options.current().equals(wanted)) {
      options.replace(wanted, ACTOR);
      changes.add("DHCP options for all subnets changed");
    }
  }

  private void variables(Map<String, Object> declared, List<String> changes) {
    Map<String, Object> wanted = Variables.sent(declared);
    if (!variables.current().equals(wanted)) {
      variables.replace(wanted, ACTOR);
      changes.add("variables for all machines changed");
    }
  }

  private void subnet(DeclaredSubnet declared, List<String> changes) {
    String name =
        declared
            .subnet()
            .name()
            .orElseThrow(() -> Problem.invalid("a subnet needs a name, such as rack1"));
    declared.subnet().loader().ifPresent(loaders::choose);
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
    Optional<Reservation> known = plan.reservations(owner.id()).of(wanted.key());
    if (known.filter(each -> saysTheSame(each, wanted)).isPresent()) {
      return;
    }
    subnets.reserve(subnet, declared, ACTOR);
    changes.add("reservation " + wanted.key() + " = " + wanted.address());
  }

  private static boolean saysTheSame(Reservation known, Reservation wanted) {
    return known.address().equals(wanted.address())
        && known.hostname().equals(wanted.hostname())
        && known.options().equals(wanted.options())
        && known.servedInFull() == wanted.servedInFull();
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

  private void group(GroupView declared, List<String> changes) {
    Group wanted = declared.toGroup(loaders, profileNames::named);
    Optional<Groups.Stored> known = groups.byName(wanted.name());
    if (known.isEmpty()) {
      groups.create(wanted, ACTOR);
      changes.add("group " + wanted.name() + " created");
    } else if (!known.get().group().equals(wanted)) {
      groups.replace(known.get().id(), Optional.empty(), wanted, ACTOR);
      changes.add("group " + wanted.name() + " changed");
    }
  }
}
