package io.ironwake.asset;

import io.ironwake.access.Callers;
import io.ironwake.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Syncs, uploads and imports over REST. */
@Path("/api/v1/assets")
@Tag(name = "assets")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
class AssetJobResource {
  private static final String AMD64 = "amd64";

  private final Mirror mirror;
  private final Uploads uploads;
  private final SecurityIdentity caller;

  AssetJobResource(Mirror mirror, Uploads uploads, SecurityIdentity caller) {
    this.mirror = mirror;
    this.uploads = uploads;
    this.caller = caller;
  }

  /**
   * What to mirror.
   *
   * @param vendor flatcar, k3os or k3os-petercb
   * @param version a number, or a channel such as stable
   * @param from a mirror's folder of versions, laid out as flatcar-install -b wants it
   */
  record Sync(
      Optional<String> vendor,
      Optional<String> version,
      Optional<String> arch,
      Optional<String> from) {
    SyncOrder order() {
      return Mirror.order(
          vendor.orElseThrow(() -> Problem.invalid("vendor is missing; such as flatcar")),
          version.orElseThrow(() -> Problem.invalid("version is missing; such as stable")),
          arch.orElse(AMD64),
          from);
    }
  }

  @POST
  @Path("syncs")
  @Operation(summary = "Mirror a release; answers at once, the job tells its progress")
  public Response sync(@Nullable Sync body) {
    if (body == null) {
      throw Problem.invalid("the body is empty; send vendor and version");
    }
    return accepted(mirror.sync(body.order(), Callers.actor(caller)));
  }

  private static Response accepted(Job job) {
    URI place = URI.create("/api/v1/assets/syncs/" + job.id());
    return Response.accepted(JobView.of(job)).location(place).build();
  }

  @GET
  @Path("syncs")
  @RolesAllowed("viewer")
  @Operation(summary = "Syncs and imports of this process, the newest first")
  public List<JobView> jobs() {
    return mirror.recent();
  }

  @GET
  @Path("syncs/{id}")
  @RolesAllowed("viewer")
  @Operation(summary = "How far a sync or import is")
  public JobView job(@PathParam("id") String id) {
    return JobView.of(mirror.job(id));
  }

  @DELETE
  @Path("syncs/{id}")
  @Operation(summary = "Stop a sync or import; what is here is kept for the next try")
  public void stop(@PathParam("id") String id) {
    mirror.job(id).progress().stop();
  }

  /** How much of an upload is here. */
  record Uploaded(String name, long bytes) {}

  @PUT
  @Path("uploads/{name}")
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(summary = "Add a piece of at most 8 MB to an upload: a tar or an ISO")
  public Uploaded upload(
      @PathParam("name") String name, @QueryParam("offset") long offset, byte[] piece) {
    return new Uploaded(name, uploads.add(name, offset, piece));
  }

  @PUT
  @Path("uploads/{folder}/{name}")
  @Consumes(MediaType.APPLICATION_OCTET_STREAM)
  @Operation(summary = "Add a piece of at most 8 MB to a file of an uploaded folder")
  public Uploaded upload(
      @PathParam("folder") String folder,
      @PathParam("name") String name,
      @QueryParam("offset") long offset,
      byte[] piece) {
    String whole = folder + "/" + name;
    return new Uploaded(whole, uploads.add(whole, offset, piece));
  }

  @DELETE
  @Path("uploads/{name}")
  @Operation(summary = "Throw an upload away")
  public void drop(@PathParam("name") String name) {
    uploads.drop(name);
  }

  /**
   * What an upload is.
   *
   * @param upload its name
   * @param os flatcar, k3os, generic …; the first two are verified as their vendors publish them
   * @param within the folder in the archive that holds the files
   */
  record Import(
      Optional<String> upload,
      Optional<String> os,
      Optional<String> version,
      Optional<String> arch,
      Optional<String> within) {
    ImportOrder order() {
      try {
        Release release =
            new Release(
                os.orElseThrow(() -> Problem.invalid("os is missing; such as flatcar")),
                version.orElseThrow(() -> Problem.invalid("version is missing")),
                arch.orElse(AMD64));
        return new ImportOrder(
            Vendor.of(release.os()),
            release,
            upload.orElseThrow(() -> Problem.invalid("upload is missing; name one")),
            within);
      } catch (IllegalArgumentException e) {
        throw Problem.invalid(String.valueOf(e.getMessage()));
      }
    }
  }

  @POST
  @Path("imports")
  @Operation(summary = "Make a release of an upload, verified like a fetched one")
  public Response bring(@Nullable Import body) {
    if (body == null) {
      throw Problem.invalid("the body is empty; send upload, os and version");
    }
    return accepted(mirror.bring(body.order(), Callers.actor(caller)));
  }
}
