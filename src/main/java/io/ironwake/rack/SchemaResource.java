package io.ironwake.rack;

import io.ironwake.net.NearestKey;
import io.ironwake.problem.Problem;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * The schema of declared documents. Editors fetch it by its URL alone, so it asks for no token; it
 * says nothing of the rack.
 */
@Path("/api/v1/schema")
@Tag(name = "declared documents")
@Produces("application/schema+json")
@PermitAll
class SchemaResource {
  private final KindSchema schemas = new KindSchema();

  @GET
  @Operation(summary = "JSON Schema (2020-12) of every kind and of the sectioned form")
  public String all() {
    return schemas.all().toPrettyString();
  }

  @GET
  @Path("{kind}")
  @Operation(summary = "JSON Schema (2020-12) of one kind")
  public String one(@PathParam("kind") String name) {
    String bare = name.replaceFirst("\\.json$", "");
    return Kind.named(bare)
        .map(schemas::of)
        .orElseThrow(
            () ->
                Problem.notFound(
                    "there is no kind '"
                        + bare
                        + "'; "
                        + NearestKey.hint(bare, Kind.ALL.stream().map(Kind::name).toList())))
        .toPrettyString();
  }
}
