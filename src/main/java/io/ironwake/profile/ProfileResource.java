package io.ironwake.profile;

import io.ironwake.problem.IfMatch;
import io.ironwake.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Profiles over REST, by name; answers mask secrets. */
@Path("/api/v1/profiles")
@Tag(name = "profiles")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
class ProfileResource {
  private final Profiles profiles;
  private final SecurityIdentity caller;

  ProfileResource(Profiles profiles, SecurityIdentity caller) {
    this.profiles = profiles;
    this.caller = caller;
  }

  /** All profiles. */
  record All(List<ProfileView> items, int total) {}

  @GET
  @RolesAllowed("viewer")
  @Operation(summary = "List profiles by name")
  public All list() {
    List<ProfileView> items = profiles.all().stream().map(ProfileView::of).toList();
    return new All(items, items.size());
  }

  @GET
  @Path("{profile}")
  @RolesAllowed("viewer")
  @Operation(summary = "One profile, secrets masked; the ETag is its version")
  public Response get(@PathParam("profile") String name) {
    return answer(named(name));
  }

  @POST
  @Operation(summary = "Create a profile")
  public Response create(ProfileView body) {
    StoredProfile made = profiles.create(checked(body), actor());
    return Response.created(URI.create("/api/v1/profiles/" + made.profile().name()))
        .tag(String.valueOf(made.version()))
        .entity(ProfileView.of(made))
        .build();
  }

  @PUT
  @Path("{profile}")
  @Operation(summary = "Replace a profile; installs already approved keep what was approved")
  public Response replace(
      @PathParam("profile") String name,
      @HeaderParam("If-Match") Optional<String> tag,
      ProfileView body) {
    return answer(profiles.replace(named(name).id(), IfMatch.version(tag), checked(body), actor()));
  }

  @DELETE
  @Path("{profile}")
  @Operation(summary = "Delete a profile that no machine uses")
  public void delete(
      @PathParam("profile") String name, @HeaderParam("If-Match") Optional<String> tag) {
    profiles.delete(named(name).id(), IfMatch.version(tag), actor());
  }

  /** A masked answer sent back would store the mask as the secret. */
  private static Profile checked(ProfileView body) {
    if (body == null) {
      throw Problem.invalid("the body is empty; send a profile");
    }
    Profile profile = body.toProfile();
    if ((profile.config() + profile.arguments().line() + profile.variables())
        .contains(SecretFields.MASK)) {
      throw Problem.invalid(
          "profile "
              + profile.name()
              + " holds "
              + SecretFields.MASK
              + ", which stands for a secret in answers; send the secret itself");
    }
    return profile;
  }

  private StoredProfile named(String name) {
    return profiles
        .byName(name)
        .orElseThrow(() -> Problem.notFound("there is no profile '" + name + "'"));
  }

  private static Response answer(StoredProfile stored) {
    return Response.ok(ProfileView.of(stored)).tag(String.valueOf(stored.version())).build();
  }

  private String actor() {
    return caller.getPrincipal().getName();
  }
}
