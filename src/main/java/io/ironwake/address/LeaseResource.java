package io.ironwake.address;

import io.ironwake.access.Callers;
import io.ironwake.net.Ipv4;
import io.ironwake.problem.Problem;
import io.ironwake.store.DatabaseTime;
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
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Leases: list, and take back. */
@Path("/api/v1/leases")
@Produces(MediaType.APPLICATION_JSON)
public class LeaseResource {
  private static final int LIMIT = 1000;

  private final Leases leases;
  private final Subnets subnets;
  private final Reclaims reclaims;
  private final DatabaseTime time;
  private final SecurityIdentity identity;

  LeaseResource(
      Leases leases,
      Subnets subnets,
      Reclaims reclaims,
      DatabaseTime time,
      SecurityIdentity identity) {
    this.leases = leases;
    this.subnets = subnets;
    this.reclaims = reclaims;
    this.time = time;
    this.identity = identity;
  }

  /** One page of a list. */
  public record LeasePage(List<LeaseView> items, int total, int offset, int limit) {}

  /**
   * Leases by address.
   *
   * @param filter part of a subnet name, address, MAC, host name or state
   * @param subnet one subnet's name
   * @param offset how many to skip
   * @param limit 1 to 1000
   */
  @GET
  @RolesAllowed("viewer")
  public LeasePage list(
      @QueryParam("filter") Optional<String> filter,
      @QueryParam("subnet") Optional<String> subnet,
      @QueryParam("offset") @DefaultValue("0") int offset,
      @QueryParam("limit") @DefaultValue("100") int limit) {
    if (offset < 0 || limit < 1 || limit > LIMIT) {
      throw Problem.invalid("offset is 0 or more and limit is 1 to " + LIMIT);
    }
    String text = filter.orElse("").toLowerCase(Locale.ROOT);
    List<LeaseView> found =
        views().stream()
            .filter(each -> subnet.isEmpty() || each.subnet().equals(subnet.get()))
            .filter(each -> each.matches(text))
            .sorted(Comparator.comparing(LeaseView::sortKey))
            .toList();
    return new LeasePage(
        found.stream().skip(offset).limit(limit).toList(), found.size(), offset, limit);
  }

  private List<LeaseView> views() {
    Instant now = time.reckoned();
    AddressPlan plan = subnets.current();
    return leases.leases().stream()
        .flatMap(
            lease ->
                plan.byId(lease.subnet()).stream()
                    .map(subnet -> LeaseView.of(lease, subnet.name(), now)))
        .toList();
  }

  /** Takes an address back before its lease ends. */
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
