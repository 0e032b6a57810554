package io.ironwake.matchbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.ironwake.access.Callers;
import io.ironwake.matchbox.MatchboxRack.Endpoint;
import io.ironwake.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** An imported Matchbox directory over REST. Its files may hold secrets and are not answered. */
@Path("/api/v1/matchbox")
@Tag(name = "matchbox")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
class MatchboxResource {
  private final Matchbox matchbox;
  private final MatchboxConfig config;
  private final SecurityIdentity caller;

  MatchboxResource(Matchbox matchbox, MatchboxConfig config, SecurityIdentity caller) {
    this.matchbox = matchbox;
    this.config = config;
    this.caller = caller;
  }

  /** Content by path below the directory. */
  record Files(Optional<Map<String, String>> files) {}

  /** One group, strongest first. */
  record GroupLine(String id, Map<String, String> selector, String profile) {
    static GroupLine of(MatchboxGroup group) {
      return new GroupLine(group.id().orElse(""), group.selectors(), group.profile().orElse(""));
    }
  }

  /**
   * What is here.
   *
   * @param mode whom the boot plane answers: {@code off}, {@code unknown} or {@code all}
   * @param notes what Matchbox would answer 404 too, unless the query brings what is missing
   */
  @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record Imported(
      String mode,
      List<GroupLine> groups,
      List<String> profiles,
      List<String> texts,
      List<String> notes) {}

  @GET
  @RolesAllowed("viewer")
  @Operation(summary = "The imported groups, profiles and templates, by name")
  public Imported list() {
    return imported(matchbox.rack());
  }

  @POST
  @Operation(
      summary = "Import a Matchbox directory in place of the one before",
      description = "dryRun only says what is wrong.")
  public Imported replace(
      @Nullable Files body, @QueryParam("dryRun") @DefaultValue("false") boolean dryRun) {
    Map<String, String> files =
        Optional.ofNullable(body)
            .flatMap(Files::files)
            .filter(all -> !all.isEmpty())
            .orElseThrow(
                () ->
                    Problem.invalid(
                        "send {\"files\": {\"groups/x.json\": \"…\"}}; they are "
                            + MatchboxFiles.FOLDERS));
    MatchboxRack rack = MatchboxFiles.read(files);
    if (!dryRun) {
      matchbox.replace(files, Callers.actor(caller));
    }
    return imported(rack);
  }

  @DELETE
  @Operation(summary = "Take the imported directory away")
  public void delete() {
    matchbox.replace(Map.of(), Callers.actor(caller));
  }

  @GET
  @Path("{endpoint}")
  @Produces(MediaType.WILDCARD)
  @Operation(summary = "What a query is answered, whether the boot plane answers it or not")
  public Response answer(@PathParam("endpoint") String path, @Context UriInfo uri) {
    Endpoint endpoint =
        Endpoint.of(path)
            .orElseThrow(() -> Problem.notFound("there is no endpoint '" + path + "'"));
    String query = Optional.ofNullable(uri.getRequestUri().getRawQuery()).orElse("");
    return matchbox
        .rack()
        .answer(endpoint, Labels.of(query))
        .map(answer -> Response.ok(answer.text()).type(answer.type()).build())
        .orElseThrow(() -> Problem.notFound("Matchbox has no answer to this query"));
  }

  private Imported imported(MatchboxRack rack) {
    return new Imported(
        config.mode().name().toLowerCase(java.util.Locale.ROOT),
        rack.groups().stream().map(GroupLine::of).toList(),
        rack.profiles().keySet().stream().sorted().toList(),
        rack.texts().keySet().stream().sorted().toList(),
        rack.notes());
  }
}
