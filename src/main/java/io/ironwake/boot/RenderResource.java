package io.ironwake.boot;

import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineKeys;
import io.ironwake.machine.Machines;
import io.ironwake.problem.Problem;
import io.ironwake.profile.MergedVariables;
import io.ironwake.profile.Profile;
import io.ironwake.profile.ProfileView;
import io.ironwake.profile.Profiles;
import io.ironwake.profile.StoredProfile;
import io.ironwake.store.Transactions;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What a machine would get, and of which values, over REST. */
@Path("/api/v1/machines")
@Tag(name = "boot")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class RenderResource {
  private final Machines machines;
  private final MachineKeys keys;
  private final MachineProfiles chosen;
  private final MachineVariables variables;
  private final Previews previews;
  private final Profiles profiles;
  private final Transactions transactions;

  RenderResource(
      Machines machines,
      MachineKeys keys,
      MachineProfiles chosen,
      MachineVariables variables,
      Previews previews,
      Profiles profiles,
      Transactions transactions) {
    this.machines = machines;
    this.keys = keys;
    this.chosen = chosen;
    this.variables = variables;
    this.previews = previews;
    this.profiles = profiles;
    this.transactions = transactions;
  }

  /**
   * What to suppose.
   *
   * @param profile another profile, by name
   * @param variables laid over the machine's own as a JSON merge patch
   * @param draft a whole profile that is not stored
   */
  record Render(
      Optional<String> profile,
      @Nullable Map<String, @Nullable Object> variables,
      Optional<ProfileView> draft) {}

  /**
   * Every variable of a machine.
   *
   * @param profile what it gets, if anybody names one
   * @param profileOrigin who names it
   */
  record All(
      Optional<String> profile,
      Optional<String> profileOrigin,
      List<MergedVariables.Leaf> items,
      int total) {}

  @GET
  @Path("{machine}/variables")
  @RolesAllowed("viewer")
  @Operation(summary = "The variables of a machine, each with where it came from; secrets masked")
  public All variables(@PathParam("machine") String key) {
    Machine machine = find(key);
    Optional<MachineProfiles.Chosen> profile = chosen.of(machine);
    List<MergedVariables.Leaf> leaves =
        variables.of(machine, profile.map(MachineProfiles.Chosen::profile)).leaves();
    return new All(
        profile.map(each -> each.profile().name()),
        profile.map(MachineProfiles.Chosen::origin),
        leaves,
        leaves.size());
  }

  @POST
  @Path("{machine}/render")
  @RolesAllowed("operator")
  @Operation(
      summary =
          "What this machine would get if it were approved now, beside what it last got; changes"
              + " nothing")
  public Preview render(@PathParam("machine") String key, @Nullable Render body) {
    Previews.Supposed supposed =
        body == null
            ? Previews.Supposed.NOTHING
            : new Previews.Supposed(
                profile(body), Optional.ofNullable(body.variables).orElse(Map.of()));
    return previews.of(find(key), supposed);
  }

  private Optional<Profile> profile(Render body) {
    if (body.profile.isPresent() && body.draft.isPresent()) {
      throw Problem.invalid("send a profile's name or a draft, not both");
    }
    return body.draft.map(ProfileView::toProfile).or(() -> body.profile.map(this::named));
  }

  private Profile named(String name) {
    return profiles
        .byName(name)
        .map(StoredProfile::profile)
        .orElseThrow(() -> Problem.invalid("there is no profile named '" + name + "'"));
  }

  private Machine find(String key) {
    UUID id = keys.idOf(key);
    return transactions.call(() -> machines.currentNow(id));
  }
}
