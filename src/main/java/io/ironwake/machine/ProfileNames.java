package io.ironwake.machine;

import io.ironwake.problem.Problem;
import io.ironwake.profile.Effect;
import io.ironwake.profile.Profile;
import io.ironwake.profile.Profiles;
import io.ironwake.profile.StoredProfile;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Profiles by the names operators use. */
@ApplicationScoped
public class ProfileNames {
  private final Profiles profiles;

  ProfileNames(Profiles profiles) {
    this.profiles = profiles;
  }

  /** The names of the profiles that install something, in order. */
  public List<String> installing() {
    return profiles.all().stream()
        .map(StoredProfile::profile)
        .filter(each -> each.effect() == Effect.INSTALL)
        .map(Profile::name)
        .toList();
  }

  /** The name of a profile, if it is still there. */
  public Optional<String> nameOf(UUID id) {
    return profiles.find(id).map(Profile::name);
  }

  /**
   * The key of a named profile.
   *
   * @throws Problem INVALID that lists the names there are
   */
  public UUID named(String name) {
    return profiles.byName(name).map(StoredProfile::id).orElseThrow(() -> unknown(name));
  }

  private Problem unknown(String name) {
    List<String> known = profiles.all().stream().map(each -> each.profile().name()).toList();
    String fix =
        known.isEmpty()
            ? "; there are none yet, create it first"
            : "; there are " + String.join(", ", known);
    return Problem.invalid("there is no profile named '" + name + "'" + fix);
  }
}
