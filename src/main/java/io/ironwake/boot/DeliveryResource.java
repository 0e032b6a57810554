package io.ironwake.boot;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.ironwake.machine.MachineKeys;
import io.ironwake.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Links for what an operator takes to a machine. */
@Path("/api/v1/machines")
@Tag(name = "installs")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
class DeliveryResource {
  private final Deliveries deliveries;
  private final MachineKeys keys;
  private final BootSites sites;
  private final SecurityIdentity caller;

  DeliveryResource(
      Deliveries deliveries, MachineKeys keys, BootSites sites, SecurityIdentity caller) {
    this.deliveries = deliveries;
    this.keys = keys;
    this.sites = sites;
    this.caller = caller;
  }

  /**
   * What to make.
   *
   * @param bootUrl the boot plane as the machine reaches it; default the host this API was asked at
   * @param unasked whether the menu of an image begins by itself
   */
  @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
  record Wish(Optional<String> bootUrl, Optional<Boolean> unasked) {}

  @POST
  @Path("{machine}/delivery")
  @Operation(
      summary =
          "Make the link of an approved takeover, image or overlay; it is told once and is a secret")
  public Response make(
      @PathParam("machine") String key, @Context UriInfo asked, @Nullable Wish body) {
    Wish wish =
        Optional.ofNullable(body).orElseGet(() -> new Wish(Optional.empty(), Optional.empty()));
    String base =
        wish.bootUrl.orElseGet(() -> usual(Optional.ofNullable(asked.getBaseUri().getHost())));
    Deliveries.Link link =
        deliveries.make(keys.idOf(key), base, wish.unasked, caller.getPrincipal().getName());
    return Response.status(Response.Status.CREATED)
        .header("Cache-Control", "no-store")
        .entity(link)
        .build();
  }

  /** The host the operator reached us at, unless only this host can reach it. */
  private String usual(Optional<String> host) {
    return host.filter(it -> it.matches("\\d+(?:\\.\\d+){3}") && !it.startsWith("127."))
        .map(it -> "http://" + it + ":" + sites.port())
        .orElseThrow(
            () ->
                Problem.invalid(
                    "field boot-url: is missing; name the boot plane as the machine reaches it, such"
                        + " as http://192.0.2.2:8069"));
  }
}
