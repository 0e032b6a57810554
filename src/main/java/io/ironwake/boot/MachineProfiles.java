package io.ironwake.boot;

import io.ironwake.machine.Machine;
import io.ironwake.profile.Profile;
import io.ironwake.profile.Profiles;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/** Which profile a machine gets: the one it names, or the one its strongest group names. */
@ApplicationScoped
public class MachineProfiles {
  private final Profiles profiles;
  private final Groups groups;

  MachineProfiles(Profiles profiles, Groups groups) {
    this.profiles = profiles;
    this.groups = groups;
  }

  /**
   * A profile and who said so.
   *
   * @param origin {@code machine node1} or {@code group storage}
   */
  public record Chosen(Profile profile, String origin) {}

  /** From memory; empty when nobody names one, or it is gone. */
  public Optional<Chosen> of(Machine machine) {
    return machine.profile().isPresent()
        ? chosen(machine.profile().get(), "machine " + machine.name())
        : groups
            .current()
            .profileGiver(machine.selectable())
            .flatMap(group -> chosen(group.profile().orElseThrow(), "group " + group.name()));
  }

  private Optional<Chosen> chosen(UUID id, String origin) {
    return profiles.find(id).map(profile -> new Chosen(profile, origin));
  }
}
