package io.ironwake.address;

import io.ironwake.access.Callers;
import io.ironwake.net.Ipv4;
import io.ironwake.net.LoaderShelf;
import io.ironwake.net.MacAddress;
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
import jakarta.ws.rs.core.EntityTag;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Subnets and the reservations in them. */
@Path("/api/v1/subnets")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class SubnetResource {
  private final Subnets subnets;
  private final LoaderShelf loaders;
  private final SecurityIdentity identity;

  SubnetResource(Subnets subnets, LoaderShelf loaders, SecurityIdentity identity) {
    this.subnets = subnets;
    this.loaders = loaders;
    this.identity = identity;
  }

  /** Every subnet, by network address. */
  @GET
  @RolesAllowed("viewer")
  public List<SubnetView> list() {
    return subnets.current().subnets().stream().map(SubnetView::of).toList();
  }

  /** One subnet, with its version as the entity tag. */
  @GET
  @Path("{name}")
  @RolesAllowed("viewer")
  public Response get(@PathParam("name") String name) {
    return answer(Response.ok(), find(name));
  }

  /** Declares a subnet. */
  @POST
  @RolesAllowed("operator")
  public Response create(SubnetView view) {
    Subnet made = subnets.create(checked(present(view)), actor());
    return answer(Response.created(URI.create("/api/v1/subnets/" + made.name())), made);
  }

  /** Replaces a subnet; {@code If-Match} guards against changes in between. */
  @PUT
  @Path("{name}")
  @RolesAllowed("operator")
  public Response change(
      @PathParam("name") String name,
      @HeaderParam("If-Match") Optional<String> match,
      SubnetView view) {
    return answer(
        Response.ok(),
        subnets.change(name, match.map(SubnetResource::version), checked(present(view)), actor()));
  }

  /** Deletes a subnet with its reservations and leases; refused while a machine installs there. */
  @DELETE
  @Path("{name}")
  @RolesAllowed("operator")
  public void delete(@PathParam("name") String name) {
    subnets.delete(name, actor());
  }

  /** The reservations of a subnet, by address. */
  @GET
  @Path("{name}/reservations")
  @RolesAllowed("viewer")
  public List<ReservationView> reservations(@PathParam("name") String name) {
    return subnets.current().reservations(find(name).id()).all().stream()
        .sorted(Comparator.comparing(Reservation::address))
        .map(ReservationView::of)
        .toList();
  }

  /** Keeps an address for a client, or changes what is kept for it. */
  @POST
  @Path("{name}/reservations")
  @RolesAllowed("operator")
  public ReservationView reserve(@PathParam("name") String name, ReservationView view) {
    return ReservationView.of(subnets.reserve(name, present(view), actor()));
  }

  /** Ends a reservation, named by its MAC or by the address it keeps. */
  @DELETE
  @Path("{name}/reservations/{which}")
  @RolesAllowed("operator")
  public void unreserve(@PathParam("name") String name, @PathParam("which") String which) {
    Reservations known = subnets.current().reservations(find(name).id());
    Reservation found =
        named(known, which)
            .orElseThrow(
                () -> Problem.notFound("subnet " + name + " has no reservation of " + which));
    subnets.unreserve(name, found.key(), actor());
  }

  private static Optional<Reservation> named(Reservations known, String which) {
    try {
      return which.matches("[0-9.]+")
          ? known.at(Ipv4.parse(which))
          : known.of(ReservationKey.of(MacAddress.parse(which)));
    } catch (IllegalArgumentException wrong) {
      throw Problem.invalid(
          "'" + which + "' names no reservation; give its MAC or the address it keeps");
    }
  }

  private Subnet find(String name) {
    return subnets
        .current()
        .byName(name)
        .orElseThrow(() -> Problem.notFound("there is no subnet named '" + name + "'"));
  }

  private static Response answer(Response.ResponseBuilder builder, Subnet subnet) {
    return builder
        .entity(SubnetView.of(subnet))
        .tag(new EntityTag(Long.toString(subnet.version())))
        .build();
  }

  private static long version(String tag) {
    String bare = tag.replace("W/", "").replace("\"", "").strip();
    if (!bare.matches("\\d{1,18}")) {
      throw Problem.invalid("If-Match must be the ETag of the last answer, such as \"3\"");
    }
    return Long.parseLong(bare);
  }

  private SubnetView checked(SubnetView view) {
    try {
      view.loader().ifPresent(loaders::choose);
      return view;
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("field loader: " + e.getMessage());
    }
  }

  private static <T> T present(@org.jspecify.annotations.Nullable T body) {
    if (body == null) {
      throw Problem.invalid("the request has no body; send the subnet or reservation as JSON");
    }
    return body;
  }

  private String actor() {
    return Callers.actor(identity);
  }
}
