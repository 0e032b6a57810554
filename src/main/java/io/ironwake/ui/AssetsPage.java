package io.ironwake.ui;

import io.ironwake.asset.Mirror;
import io.ironwake.asset.Release;
import io.ironwake.asset.Shelf;
import io.ironwake.problem.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.FormParam;
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
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The releases that are here, what is being fetched, and who needs what. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("viewer")
class AssetsPage {
  private static final int JOBS_SHOWN = 8;

  private final Shelf shelf;
  private final Mirror mirror;
  private final Pages pages;
  private final Viewer viewer;

  AssetsPage(Shelf shelf, Mirror mirror, Pages pages, Viewer viewer) {
    this.shelf = shelf;
    this.mirror = mirror;
    this.pages = pages;
    this.viewer = viewer;
  }

  @GET
  @Path("assets")
  @Operation(hidden = true)
  public String page() {
    Map<String, Object> data =
        Map.of(
            "rows",
            rows().html(),
            "operator",
            viewer.isOperator(),
            "vendors",
            Mirror.vendors(),
            "archs",
            List.of("amd64", "arm64"));
    return pages.render("assets", viewer.page("Assets", data));
  }

  @GET
  @Path("ui/assets")
  @Operation(hidden = true)
  public Response part(@QueryParam("seen") @DefaultValue("") String seen) {
    return rows().unless(seen);
  }

  private Fragment rows() {
    boolean operator = viewer.isOperator();
    List<AssetLine> lines = shelf.all().stream().map(each -> AssetLine.of(each, operator)).toList();
    List<AssetJobLine> jobs =
        mirror.recent().stream().limit(JOBS_SHOWN).map(AssetJobLine::of).toList();
    return new Fragment(pages.render("asset-rows", Map.of("releases", lines, "jobs", jobs)));
  }

  @POST
  @Path("ui/assets")
  @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
  @RolesAllowed("operator")
  @Operation(hidden = true)
  public Response sync(
      @FormParam("vendor") @DefaultValue("") String vendor,
      @FormParam("version") @DefaultValue("") String version,
      @FormParam("arch") @DefaultValue("") String arch) {
    return doing(
        () -> mirror.sync(vendor, version.strip(), arch, viewer.actor()),
        vendor + " " + version + " is being fetched.");
  }

  @POST
  @Path("ui/assets/{os}/{version}/{arch}/{action}")
  @RolesAllowed("operator")
  @Operation(hidden = true)
  public Response act(
      @PathParam("os") String os,
      @PathParam("version") String version,
      @PathParam("arch") String arch,
      @PathParam("action") String action) {
    return doing(() -> act(new Release(os, version, arch), action), "");
  }

  private void act(Release release, String action) {
    switch (action) {
      case "pin" -> shelf.pin(release, viewer.actor());
      case "unpin" -> shelf.unpin(release, viewer.actor());
      case "remove" -> shelf.remove(release, viewer.actor());
      default -> throw Problem.notFound("a release cannot be told to " + action);
    }
  }

  private Response doing(Runnable work, String done) {
    try {
      work.run();
      return notice("", done.isEmpty() ? "Done." : done);
    } catch (Problem refused) {
      return notice("bad", refused.detail());
    } catch (IllegalArgumentException noRelease) {
      return notice("bad", String.valueOf(noRelease.getMessage()));
    }
  }

  private Response notice(String css, String text) {
    Map<String, Object> data = Map.of("css", css, "text", text, "reasons", List.of());
    return Response.ok(pages.render("notice", data)).header("HX-Trigger", "changed").build();
  }
}
