package io.ironwake.machine;

import io.ironwake.profile.Profile;
import io.ironwake.profile.VariableLayer;
import java.util.List;

/**
 * What something that machines belong to, such as a cluster, adds to their installs. Every bean of
 * this type is asked, at approval and in previews; it reads memory and moves nothing.
 */
public interface InstallContribution {
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
