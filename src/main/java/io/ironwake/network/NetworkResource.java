package io.ironwake.network;

import io.ironwake.boot.BootPlane;
import io.ironwake.problem.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The network around the served interfaces. */
@Path("/api/v1/network")
@Tag(name = "network")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("viewer")
class NetworkResource {
  private static final long PATIENCE_SECONDS = 20;

  private final NetworkWatch watch;

  private final Snippets snippets;

  private final BootPlane plane;

  NetworkResource(NetworkWatch watch, Snippets snippets, BootPlane plane) {
    this.watch = watch;
    this.snippets = snippets;
    this.plane = plane;
  }

  @GET
  @Operation(summary = "Other DHCP servers on each interface, what they break, and how to mend it")
  public NetworkView network() {
    return NetworkView.of(watch.links(), plane.certificates());
  }

  @POST
  @Path("probe")
  @RolesAllowed("operator")
  @Operation(summary = "Look for other DHCP servers now; answers after about 5 seconds")
  public NetworkView probe() {
    try {
      watch.look().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException late) {
      throw Problem.unavailable("the look-out did not end; ask for /api/v1/network in a moment");
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw Problem.unavailable("the service stops");
    }
    return network();
  }

  @GET
  @Path("snippets")
  @Operation(summary = "The DHCP servers there is a configuration snippet for")
  public List<Snippets.Offer> snippets() {
    return snippets.offers();
  }

  @GET
  @Path("snippets/{server}")
  @Produces(MediaType.TEXT_PLAIN)
  @Operation(summary = "Configuration that makes another DHCP server point at Ironwake")
  public String snippet(
      @PathParam("server") String server, @QueryParam("subnet") Optional<String> subnet) {
    return snippets.text(server, subnet);
  }
}
