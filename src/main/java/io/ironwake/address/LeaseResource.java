package io.ironwake.address;

import io.ironwake.access.Callers;
import io.ironwake.net.Ipv4;
import io.ironwake.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;

/** Leases: list, and take back. */
@Path("/api/v1/leases")
@Produces(MediaType.APPLICATION_JSON)
public class LeaseResource {
  private static final int LIMIT = 1000;

  private final LeaseList leases;
  private final Reclaims reclaims;
  private final SecurityIdentity identity;

  LeaseResource(LeaseList leases, Reclaims reclaims, SecurityIdentity identity) {
    this.leases = leases;
    this.reclaims = reclaims;
    this.identity = identity;
  }

  /** One page of a list. */
  public record LeasePage(List<LeaseView> items, int total, int offset, int limit) {}

  /**
   * Leases by address.
   *
   * @param filter part of a subnet name, address, MAC, host name or state
   * @param subnet one subnet's name
   * @param state {@code active}, {@code expired}, {@code released} or {@code declined}
   * @param offset how many to skip
   * @param limit 1 to 1000
   */
  @GET
  @RolesAllowed("viewer")
  public LeasePage list(
      @QueryParam("filter") Optional<String> filter,
      @QueryParam("subnet") Optional<String> subnet,
      @QueryParam("state") Optional<String> state,
      @QueryParam("offset") @DefaultValue("0") int offset,
      @QueryParam("limit") @DefaultValue("100") int limit) {
    if (offset < 0 || limit < 1 || limit > LIMIT) {
      throw Problem.invalid("offset is 0 or more and limit is 1 to " + LIMIT);
    }
    List<LeaseView> found = leases.find(new LeaseFilter(subnet, state, filter.orElse("")));
    return new LeasePage(
        found.stream().skip(offset).limit(limit).toList(), found.size(), offset, limit);
  }

  /** Takes an address back before its lease ends; not one of a machine that is installing. */
  @DELETE
  @Path("{address}")
  @RolesAllowed("operator")
  public void reclaim(@PathParam("address") String address) {
    try {
      reclaims.reclaim(Ipv4.parse(address), Callers.actor(identity));
    } catch (IllegalArgumentException wrong) {
      throw Problem.invalid(String.valueOf(wrong.getMessage()));
    }
  }
}
