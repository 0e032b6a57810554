package io.ironwake.boot;

import io.ironwake.access.Callers;
import io.ironwake.machine.ProfileNames;
import io.ironwake.net.LoaderShelf;
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
import org.jspecify.annotations.Nullable;

/** Groups of machines over REST, by name. */
@Path("/api/v1/groups")
@Tag(name = "groups")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
class GroupResource {
  private final Groups groups;
  private final LoaderShelf loaders;
  private final ProfileNames profiles;
  private final SecurityIdentity caller;

  GroupResource(
      Groups groups, LoaderShelf loaders, ProfileNames profiles, SecurityIdentity caller) {
    this.groups = groups;
    this.loaders = loaders;
    this.profiles = profiles;
    this.caller = caller;
  }

  /** All groups. */
  record All(List<GroupView> items, int total) {}

  @GET
  @RolesAllowed("viewer")
  @Operation(summary = "List groups by name")
  public All list() {
    List<GroupView> items =
        groups.all().stream().map(each -> GroupView.of(each, profiles)).toList();
    return new All(items, items.size());
  }

  @GET
  @Path("{group}")
  @RolesAllowed("viewer")
  @Operation(summary = "One group; the ETag is its version")
  public Response get(@PathParam("group") String name) {
    return answer(Response.ok(), named(name));
  }

  @POST
  @Operation(summary = "Create a group")
  public Response create(@Nullable GroupView body) {
    Groups.Stored made = groups.create(checked(body), Callers.actor(caller));
    return answer(Response.created(URI.create("/api/v1/groups/" + made.group().name())), made);
  }

  @PUT
  @Path("{group}")
  @Operation(summary = "Replace a group")
  public Response replace(
      @PathParam("group") String name,
      @HeaderParam("If-Match") Optional<String> tag,
      @Nullable GroupView body) {
    return answer(
        Response.ok(),
        groups.replace(
            named(name).id(), IfMatch.version(tag), checked(body), Callers.actor(caller)));
  }

  @DELETE
  @Path("{group}")
  @Operation(summary = "Delete a group; its machines stay")
  public void delete(
      @PathParam("group") String name, @HeaderParam("If-Match") Optional<String> tag) {
    groups.delete(named(name).id(), IfMatch.version(tag), Callers.actor(caller));
  }

  private Group checked(@Nullable GroupView body) {
    if (body == null) {
      throw Problem.invalid("the body is empty; send a group");
    }
    return body.toGroup(loaders, profiles::named);
  }

  private Groups.Stored named(String name) {
    return groups
        .byName(name)
        .orElseThrow(() -> Problem.notFound("there is no group '" + name + "'"));
  }

  private Response answer(Response.ResponseBuilder builder, Groups.Stored stored) {
    return builder
        .entity(GroupView.of(stored, profiles))
        .tag(Long.toString(stored.version()))
        .build();
  }
}
