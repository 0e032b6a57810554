package io.ironwake.asset;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
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
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The releases that are here, over REST. */
@Path("/api/v1/assets")
@Tag(name = "assets")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
class AssetResource {
  private static final Duration YOUNG = Duration.ofDays(1);

  private final Shelf shelf;
  private final Mirror mirror;
  private final AssetStore store;
  private final MirrorConfig config;
  private final SecurityIdentity caller;

  AssetResource(
      Shelf shelf, Mirror mirror, AssetStore store, MirrorConfig config, SecurityIdentity caller) {
    this.shelf = shelf;
    this.mirror = mirror;
    this.store = store;
    this.config = config;
    this.caller = caller;
  }

  /**
   * All releases.
   *
   * @param used bytes of everything in the asset folder
   * @param budget what it may take
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record All(List<ShelvedRelease> items, int total, long used, OptionalLong budget) {}

  @GET
  @RolesAllowed("viewer")
  @Operation(summary = "List the releases that are here, and who needs each")
  public All list() throws IOException {
    List<ShelvedRelease> items = shelf.all();
    DiskBudget budget = Mirror.budget(store.root(), config);
    return new All(items, items.size(), budget.used(), budget.budget());
  }

  @GET
  @Path("releases/{os}/{version}/{arch}")
  @RolesAllowed("viewer")
  @Operation(summary = "One release with its files and their digests")
  public ShelvedRelease get(
      @PathParam("os") String os,
      @PathParam("version") String version,
      @PathParam("arch") String arch) {
    return shelf.get(release(os, version, arch));
  }

  @DELETE
  @Path("releases/{os}/{version}/{arch}")
  @Operation(summary = "Remove a release; refused while it is pinned or needed")
  public void remove(
      @PathParam("os") String os,
      @PathParam("version") String version,
      @PathParam("arch") String arch) {
    shelf.remove(release(os, version, arch), Callers.actor(caller));
  }

  @PUT
  @Path("releases/{os}/{version}/{arch}/pin")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Keep a release whoever needs it")
  public void pin(
      @PathParam("os") String os,
      @PathParam("version") String version,
      @PathParam("arch") String arch) {
    shelf.pin(release(os, version, arch), Callers.actor(caller));
  }

  @DELETE
  @Path("releases/{os}/{version}/{arch}/pin")
  @Operation(summary = "Take a pin away")
  public void unpin(
      @PathParam("os") String os,
      @PathParam("version") String version,
      @PathParam("arch") String arch) {
    shelf.unpin(release(os, version, arch), Callers.actor(caller));
  }

  /**
   * How to collect garbage.
   *
   * @param dryRun only says what would go; true unless it says false
   * @param olderThan what came later stays; a day when absent
   */
  @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
  record Collection(Optional<Boolean> dryRun, Optional<Duration> olderThan) {}

  /** What of a garbage collection. */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Collected(String release, long bytes, boolean goes, Optional<String> reason) {
    static Collected of(Shelf.Sorted sorted) {
      return new Collected(sorted.release(), sorted.bytes(), sorted.goes(), sorted.reason());
    }
  }

  @POST
  @Path("gc")
  @Operation(
      summary =
          "Remove mirrored releases that nobody needs; says what it would do unless dry-run is false")
  public List<Collected> collect(@Nullable Collection body) {
    Collection how = body == null ? new Collection(Optional.empty(), Optional.empty()) : body;
    return shelf
        .collect(how.dryRun().orElse(true), how.olderThan().orElse(YOUNG), Callers.actor(caller))
        .stream()
        .map(Collected::of)
        .toList();
  }

  /** What a key was recognised by. */
  record KeyAdded(String fingerprint) {}

  @POST
  @Path("keys/{vendor}")
  @Consumes({MediaType.TEXT_PLAIN, MediaType.APPLICATION_OCTET_STREAM})
  @RolesAllowed("admin")
  @Operation(summary = "Add or renew a vendor's public key; only a pinned fingerprint counts")
  public KeyAdded addKey(@PathParam("vendor") String vendor, byte[] file) {
    return new KeyAdded(mirror.addKey(release(vendor, "any", "any").os(), file));
  }

  private static Release release(String os, String version, String arch) {
    try {
      return new Release(os, version, arch);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(String.valueOf(e.getMessage()));
    }
  }
}
