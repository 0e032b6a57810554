package io.ironwake.machine;

import io.ironwake.profile.Profile;
import io.ironwake.profile.VariableLayer;
import java.util.List;
import java.util.Optional;

/**
 * What something that machines belong to, such as a cluster, adds to their installs. Every bean of
 * this type is asked, at approval and in previews; it reads memory and moves nothing.
 */
public interface InstallContribution {
  /** What the machine is to the others, if wiping it takes something away from them. */
  default Optional<Membership> membership(Machine machine) {
    return Optional.empty();
  }

  /**
   * A part in something of several machines.
   *
   * @param cluster its name, which an operator repeats to wipe a member
   * @param role such as {@code server}
   * @param warning one sentence for whoever is about to wipe it
   */
  record Membership(String cluster, String role, String warning) {}

  /** Layers of variables between the groups' and the machine's own, the weakest first. */
  default List<VariableLayer> variables(Machine machine) {
    return List.of();
  }

  /**
   * The profile with what this adds to its config.
   *
   * @throws IllegalArgumentException naming the fix when the machine cannot be installed as it is;
   *     it is not approved then
   */
  default Profile overlay(Machine machine, Profile profile) {
    return profile;
  }
}
