package io.ironwake.ui;

import io.ironwake.boot.Groups;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineFilter;
import io.ironwake.machine.Machines;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * What holds for machines by their labels, in the order it is heard, and which machines those are.
 */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("viewer")
class GroupsPage {
  private final Groups groups;
  private final Machines machines;
  private final Pages pages;
  private final Viewer viewer;

  GroupsPage(Groups groups, Machines machines, Pages pages, Viewer viewer) {
    this.groups = groups;
    this.machines = machines;
    this.pages = pages;
    this.viewer = viewer;
  }

  @GET
  @Path("groups")
  @Operation(hidden = true)
  public String page() {
    return pages.render("groups", viewer.page("Groups", Map.of("list", list().html())));
  }

  @GET
  @Path("ui/groups")
  @Operation(hidden = true)
  public Response part(@QueryParam("seen") @DefaultValue("") String seen) {
    return list().unless(seen);
  }

  private Fragment list() {
    List<Machine> all = MachineFilter.ALL.of(machines.snapshot());
    List<GroupLine> lines =
        groups.current().groups().stream().map(each -> GroupLine.of(each, all)).toList();
    return new Fragment(pages.render("group-list", Map.of("groups", lines)));
  }
}
