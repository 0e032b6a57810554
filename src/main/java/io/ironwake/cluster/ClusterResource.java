package io.ironwake.cluster;

import io.ironwake.access.Callers;
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

/** Clusters over REST, by name; no answer holds a token. */
@Path("/api/v1/clusters")
@Tag(name = "clusters")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
class ClusterResource {
  private final Clusters clusters;
  private final Standing standing;
  private final SecurityIdentity caller;

  ClusterResource(Clusters clusters, Standing standing, SecurityIdentity caller) {
    this.clusters = clusters;
    this.standing = standing;
    this.caller = caller;
  }

  /** All clusters. */
  record All(List<ClusterView> items, int total) {}

  /** All machines of a cluster. */
  record Places(List<PlaceView> items, int total) {}

  @GET
  @RolesAllowed("viewer")
  @Operation(summary = "List clusters by name")
  public All list() {
    List<ClusterView> items = clusters.all().stream().map(ClusterView::of).toList();
    return new All(items, items.size());
  }

  @GET
  @Path("{cluster}")
  @RolesAllowed("viewer")
  @Operation(summary = "One cluster; the ETag is its version")
  public Response get(@PathParam("cluster") String name) {
    return answer(Response.ok(), named(name));
  }

  @GET
  @Path("{cluster}/machines")
  @RolesAllowed("viewer")
  @Operation(
      summary = "The machines of a cluster with their roles, and what a reinstall would mean")
  public Places machines(@PathParam("cluster") String name) {
    List<PlaceView> items =
        standing.places(named(name)).stream()
            .map(place -> PlaceView.of(place, standing.of(place.machine())))
            .toList();
    return new Places(items, items.size());
  }

  @POST
  @Operation(summary = "Create a cluster; its token is made when its first machine is approved")
  public Response create(@Nullable ClusterView body) {
    Clusters.Stored made = clusters.create(checked(body), Callers.actor(caller));
    return answer(Response.created(URI.create("/api/v1/clusters/" + made.cluster().name())), made);
  }

  @PUT
  @Path("{cluster}")
  @Operation(summary = "Replace a cluster; machines already approved keep what was approved")
  public Response replace(
      @PathParam("cluster") String name,
      @HeaderParam("If-Match") Optional<String> tag,
      @Nullable ClusterView body) {
    return answer(
        Response.ok(),
        clusters.replace(
            named(name).id(), IfMatch.version(tag), checked(body), Callers.actor(caller)));
  }

  @DELETE
  @Path("{cluster}")
  @Operation(summary = "Delete a cluster and its token; its machines stay as they are")
  public void delete(
      @PathParam("cluster") String name, @HeaderParam("If-Match") Optional<String> tag) {
    clusters.delete(named(name).id(), IfMatch.version(tag), Callers.actor(caller));
  }

  @POST
  @Path("{cluster}/found-anew")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary =
          "Forget who runs the cluster: the next machine approved founds it once more. Only when"
              + " none of its servers or members is left")
  public Response foundAnew(
      @PathParam("cluster") String name, @HeaderParam("If-Match") Optional<String> tag) {
    return answer(
        Response.ok(),
        clusters.foundAnew(named(name).id(), IfMatch.version(tag), Callers.actor(caller)));
  }

  private static Cluster checked(@Nullable ClusterView body) {
    if (body == null) {
      throw Problem.invalid("the body is empty; send a cluster");
    }
    return body.toCluster();
  }

  private Clusters.Stored named(String name) {
    return clusters
        .byName(name)
        .orElseThrow(() -> Problem.notFound("there is no cluster '" + name + "'"));
  }

  private static Response answer(Response.ResponseBuilder builder, Clusters.Stored stored) {
    return builder.entity(ClusterView.of(stored)).tag(Long.toString(stored.version())).build();
  }
}
