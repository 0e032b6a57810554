package io.ironwake.boot;

import io.ironwake.machine.InstallContribution;
import io.ironwake.machine.Machine;
import io.ironwake.profile.GlobalVariables;
import io.ironwake.profile.MergedVariables;
import io.ironwake.profile.Profile;
import io.ironwake.profile.VariableLayer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The variables of a machine: everybody's, its profile's, its groups' from the weakest to the
 * strongest, its cluster's, its own.
 */
@ApplicationScoped
public class MachineVariables {
  private final GlobalVariables global;
  private final Groups groups;
  private final Instance<InstallContribution> contributions;

  MachineVariables(
      GlobalVariables global, Groups groups, @Any Instance<InstallContribution> contributions) {
    this.global = global;
    this.groups = groups;
    this.contributions = contributions;
  }

  /** From memory. */
  public MergedVariables of(Machine machine, Optional<Profile> profile) {
    return MergedVariables.of(layers(machine, profile, machine.variables()));
  }

  /** The same as if the machine's own variables were these. */
  MergedVariables supposing(Machine machine, Profile profile, Map<String, Object> own) {
    return MergedVariables.of(layers(machine, Optional.of(profile), own));
  }

  /** What a machine has that nobody knows. */
  MergedVariables ofUnknown(Profile profile) {
    return MergedVariables.of(
        List.of(
            new VariableLayer("global", global.current()),
            new VariableLayer("profile " + profile.name(), profile.variables())));
  }

  private List<VariableLayer> layers(
      Machine machine, Optional<Profile> profile, Map<String, Object> own) {
    List<VariableLayer> layers = new ArrayList<>();
    layers.add(new VariableLayer("global", global.current()));
    profile.ifPresent(
        each -> layers.add(new VariableLayer("profile " + each.name(), each.variables())));
    groups.current().of(machine.selectable()).toList().reversed().stream()
        .map(group -> new VariableLayer("group " + group.name(), group.variables()))
        .forEach(layers::add);
    contributions.forEach(each -> layers.addAll(each.variables(machine)));
    layers.add(new VariableLayer("machine " + machine.name(), own));
    return layers;
  }
}
