package io.ironwake.ui;

import io.ironwake.address.LeaseFilter;
import io.ironwake.address.LeaseList;
import io.ironwake.address.LeaseView;
import io.ironwake.address.Reclaims;
import io.ironwake.address.Subnet;
import io.ironwake.address.Subnets;
import io.ironwake.machine.Machines;
import io.ironwake.net.Ipv4;
import io.ironwake.problem.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Who has which address, and until when. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("viewer")
class LeasesPage {
  private static final int SHOWN = 200;

  private final LeaseList leases;
  private final Reclaims reclaims;
  private final Subnets subnets;
  private final Machines machines;
  private final Pages pages;
  private final Viewer viewer;

  LeasesPage(
      LeaseList leases,
      Reclaims reclaims,
      Subnets subnets,
      Machines machines,
      Pages pages,
      Viewer viewer) {
    this.leases = leases;
    this.reclaims = reclaims;
    this.subnets = subnets;
    this.machines = machines;
    this.pages = pages;
    this.viewer = viewer;
  }

  @GET
  @Path("leases")
  @Operation(hidden = true)
  public String page() {
    LeaseFilter all = new LeaseFilter(Optional.empty(), Optional.empty(), "");
    Map<String, Object> data =
        Map.of(
            "rows",
            rows(all).html(),
            "states",
            LeaseFilter.STATES,
            "subnets",
            subnets.current().subnets().stream().map(Subnet::name).toList());
    return pages.render("leases", viewer.page("Leases", data));
  }

  @GET
  @Path("ui/leases")
  @Operation(hidden = true)
  public Response part(
      @QueryParam("subnet") @DefaultValue("") String subnet,
      @QueryParam("state") @DefaultValue("") String state,
      @QueryParam("q") @DefaultValue("") String text,
      @QueryParam("seen") @DefaultValue("") String seen) {
    return rows(new LeaseFilter(given(subnet), given(state), text)).unless(seen);
  }

  private static Optional<String> given(String choice) {
    return Optional.of(choice).filter(each -> !each.isEmpty());
  }

  private Fragment rows(LeaseFilter filter) {
    List<LeaseView> all = leases.find(filter);
    List<LeaseLine> lines =
        all.stream()
            .limit(SHOWN)
            .map(each -> LeaseLine.of(each, machines.snapshot()::byMac, viewer.isOperator()))
            .toList();
    String total = all.size() == 1 ? "1 lease" : all.size() + " leases";
    String shown =
        all.size() > SHOWN ? "The first " + SHOWN + " of " + total + "; narrow the search." : total;
    return new Fragment(pages.render("lease-rows", Map.of("leases", lines, "shown", shown)));
  }

  @POST
  @Path("ui/leases/{address}/reclaim")
  @RolesAllowed("operator")
  @Operation(hidden = true)
  public Response reclaim(@PathParam("address") String address) {
    try {
      reclaims.reclaim(Ipv4.parse(address), viewer.actor());
      return notice("", address + " is free again; its holder learns it when it renews.");
    } catch (Problem refused) {
      return notice("bad", refused.detail());
    } catch (IllegalArgumentException noAddress) {
      return notice("bad", String.valueOf(noAddress.getMessage()));
    }
  }

  private Response notice(String css, String text) {
    Map<String, Object> data = Map.of("css", css, "text", text, "reasons", List.of());
    return Response.ok(pages.render("notice", data)).header("HX-Trigger", "changed").build();
  }
}
