package io.ironwake.ui;

import io.ironwake.cluster.Clusters;
import io.ironwake.cluster.Standing;
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

/** The clusters, with what each of their machines is and how far. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("viewer")
class ClustersPage {
  private final Clusters clusters;
  private final Standing standing;
  private final Pages pages;
  private final Viewer viewer;

  ClustersPage(Clusters clusters, Standing standing, Pages pages, Viewer viewer) {
    this.clusters = clusters;
    this.standing = standing;
    this.pages = pages;
    this.viewer = viewer;
  }

  @GET
  @Path("clusters")
  @Operation(hidden = true)
  public String page() {
    return pages.render("clusters", viewer.page("Clusters", Map.of("list", list().html())));
  }

  @GET
  @Path("ui/clusters")
  @Operation(hidden = true)
  public Response part(@QueryParam("seen") @DefaultValue("") String seen) {
    return list().unless(seen);
  }

  private Fragment list() {
    List<ClusterLine> lines =
        clusters.all().stream().map(each -> ClusterLine.of(each, standing.places(each))).toList();
    return new Fragment(pages.render("cluster-list", Map.of("clusters", lines)));
  }
}
