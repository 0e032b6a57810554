package io.ironwake.ui;

import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineFilter;
import io.ironwake.machine.Machines;
import io.ironwake.machine.ProfileNames;
import io.ironwake.store.DatabaseTime;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The first page: all machines and where they stand. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("viewer")
class MachinesPage {
  private static final int SHOWN = 200;

  private final Machines machines;
  private final ProfileNames profiles;
  private final DatabaseTime time;
  private final Pages pages;
  private final Viewer viewer;

  MachinesPage(
      Machines machines, ProfileNames profiles, DatabaseTime time, Pages pages, Viewer viewer) {
    this.machines = machines;
    this.profiles = profiles;
    this.time = time;
    this.pages = pages;
    this.viewer = viewer;
  }

  @GET
  @Operation(hidden = true)
  public String page() {
    Map<String, Object> data = new HashMap<>();
    data.put("rows", rows(MachineFilter.ALL).html());
    data.put("states", MachineFilter.STATES);
    return pages.render("machines", viewer.page("Machines", data));
  }

  @GET
  @Path("ui/machines")
  @Operation(hidden = true)
  public Response part(
      @QueryParam("state") @DefaultValue("") String state,
      @QueryParam("q") Optional<String> text,
      @QueryParam("seen") @DefaultValue("") String seen) {
    Set<String> states = state.isEmpty() ? Set.of() : Set.of(state);
    return rows(MachineFilter.of(states, Optional.empty(), List.of(), text)).unless(seen);
  }

  private Fragment rows(MachineFilter filter) {
    List<Machine> all = filter.of(machines.snapshot());
    List<MachineLine> lines =
        all.stream()
            .limit(SHOWN)
            .map(each -> MachineLine.of(each, profiles, time.reckoned()))
            .toList();
    String total = all.size() == 1 ? "1 machine" : all.size() + " machines";
    String shown =
        all.size() > SHOWN ? "The first " + SHOWN + " of " + total + "; narrow the search." : total;
    return new Fragment(pages.render("machine-rows", Map.of("machines", lines, "shown", shown)));
  }
}
