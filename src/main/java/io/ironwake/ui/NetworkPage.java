package io.ironwake.ui;

import io.ironwake.boot.BootPlane;
import io.ironwake.network.Finding;
import io.ironwake.network.ForeignServer;
import io.ironwake.network.NetworkWatch;
import io.ironwake.network.SeenReply;
import io.ironwake.network.Snippets;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Other DHCP servers on our links, what they break, and the lines that point them here. */
@Path("/network")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("viewer")
class NetworkPage {
  private final NetworkWatch watch;
  private final Snippets snippets;
  private final BootPlane plane;
  private final Pages pages;
  private final Viewer viewer;

  NetworkPage(NetworkWatch watch, Snippets snippets, BootPlane plane, Pages pages, Viewer viewer) {
    this.watch = watch;
    this.snippets = snippets;
    this.plane = plane;
    this.pages = pages;
    this.viewer = viewer;
  }

  /** One interface. */
  public record Line(
      String name,
      String mode,
      String addresses,
      String lastLook,
      List<FindingLine> findings,
      List<ServerLine> servers) {
    static Line of(NetworkWatch.Link link) {
      return new Line(
          link.facts().interfaceName(),
          link.facts().mode() + link.subnet().map(each -> ", subnet " + each).orElse(""),
          link.facts().addresses().stream().map(String::valueOf).collect(Collectors.joining(", ")),
          link.lastLook().map(Words::moment).orElse("not yet"),
          link.findings().stream().map(FindingLine::of).toList(),
          link.servers().stream().map(ServerLine::of).toList());
    }
  }

  /** One finding. */
  public record FindingLine(String severity, String text, String fix) {
    static FindingLine of(Finding finding) {
      return new FindingLine(
          finding.severity().name().toLowerCase(Locale.ROOT),
          finding.text(),
          finding.fix().orElse(""));
    }
  }

  /** One other server. */
  public record ServerLine(String label, String mac, String gives, String boot, String seen) {
    static ServerLine of(ForeignServer server) {
      return new ServerLine(
          server.label(),
          server.mac().map(String::valueOf).orElse("–"),
          server.gift().map(ServerLine::gift).orElse("no addresses"),
          server.replies().values().stream()
              .filter(each -> each.bootFile().isPresent())
              .map(each -> each.askedAs().word() + ": " + each.bootFile().orElse(""))
              .collect(Collectors.joining(", ")),
          server.present()
              ? "since " + Words.moment(server.firstSeen())
              : "gone, last seen " + Words.moment(server.lastSeen()));
    }

    private static String gift(SeenReply reply) {
      return reply.network().map(String::valueOf).orElse(reply.address().toString())
          + reply.router().map(router -> " by " + router).orElse("");
    }
  }

  @GET
  @Operation(hidden = true)
  public String page() {
    return pages.render(
        "network",
        viewer.page(
            "Network",
            Map.of(
                "live", live().html(),
                "certificates", plane.certificates(),
                "offers", snippets.offers())));
  }

  @GET
  @Path("live")
  @Operation(hidden = true)
  public Response part(@QueryParam("seen") Optional<String> seen) {
    return live().unless(seen.orElse(""));
  }

  @POST
  @Path("probe")
  @RolesAllowed("operator")
  @Operation(hidden = true)
  public Response probe() {
    var unused = watch.look();
    return Response.noContent().build();
  }

  @GET
  @Path("snippets/{server}")
  @Operation(hidden = true)
  public String snippet(@PathParam("server") String server) {
    return pages.render("snippet", Map.of("text", snippets.text(server, Optional.empty())));
  }

  private Fragment live() {
    List<Line> lines = watch.links().stream().map(Line::of).toList();
    return new Fragment(pages.render("network-live", Map.of("links", lines)));
  }
}
