package io.ironwake.rack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ironwake.access.Callers;
import io.ironwake.net.NearestKey;
import io.ironwake.problem.Problem;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * Declared documents over REST: applied as a whole or not at all, compared, exported. A body is
 * YAML or JSON, of any number of documents.
 */
@Path("/api/v1")
@Tag(name = "declared documents")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
class DeclaredResource {
  static final String YAML = "application/yaml";
  private static final String BODY = "body";

  private final RackApply rack;
  private final Continuity continuity;
  private final SecurityIdentity caller;

  DeclaredResource(RackApply rack, Continuity continuity, SecurityIdentity caller) {
    this.rack = rack;
    this.continuity = continuity;
    this.caller = caller;
  }

  @POST
  @Path("apply")
  @Consumes(MediaType.WILDCARD)
  @RolesAllowed("viewer")
  @Operation(
      summary = "Apply documents: all of them or, if one is wrong, none",
      description =
          "dryRun does everything and takes it back. prune names kinds, with commas, of which"
              + " everything that is not in the body is deleted; machines that have a system stay."
              + " A viewer may do dry runs only.")
  public AppliedView apply(
      @Nullable String body,
      @HeaderParam("Content-Type") Optional<String> type,
      @QueryParam("dryRun") @DefaultValue("false") boolean dryRun,
      @QueryParam("prune") Optional<String> prune,
      @QueryParam("acceptApprovals") @DefaultValue("false") boolean acceptApprovals) {
    RackFile file = read(body, type);
    RackApply.Order order = order(dryRun, prune, acceptApprovals);
    if (!dryRun) {
      requireRoles(file, order.prune());
    }
    return AppliedView.of(rack.apply(file, order), dryRun);
  }

  @POST
  @Path("diff")
  @Consumes(MediaType.WILDCARD)
  @Produces(MediaType.TEXT_PLAIN)
  @RolesAllowed("viewer")
  @Operation(
      summary = "What applying documents would change, as diff -u shows it; empty for nothing")
  public String diff(
      @Nullable String body,
      @HeaderParam("Content-Type") Optional<String> type,
      @QueryParam("prune") Optional<String> prune) {
    return AppliedView.diff(rack.apply(read(body, type), order(true, prune, true)).changes());
  }

  @GET
  @Path("export")
  @Produces({YAML, MediaType.APPLICATION_JSON})
  @RolesAllowed("viewer")
  @Operation(
      summary = "Everything that is declared, as documents; secrets are masked",
      description =
          "Applied to the same server it changes nothing and keeps every secret. Approvals and"
              + " states are not exported. kind names the kinds wanted, with commas.")
  public String export(
      @QueryParam("kind") Optional<String> kinds, @HeaderParam("Accept") Optional<String> accept) {
    Set<Kind<?>> wanted = kinds.map(DeclaredResource::kinds).orElse(new LinkedHashSet<>(Kind.ALL));
    List<ObjectNode> docs =
        Kind.ALL.stream()
            .filter(wanted::contains)
            .flatMap(kind -> rack.of(kind).all().stream())
            .map(Doc::shown)
            .toList();
    boolean json = accept.filter(text -> text.startsWith(MediaType.APPLICATION_JSON)).isPresent();
    return json ? docs.toString() : DocText.of(docs);
  }

  private static RackFile read(@Nullable String body, Optional<String> type) {
    if (body == null || body.isBlank()) {
      throw Problem.invalid("the body is empty; send documents in YAML or JSON");
    }
    boolean json = type.filter(text -> text.startsWith(MediaType.APPLICATION_JSON)).isPresent();
    // JSON may be indented with tabs, which the YAML reader does not take; inside a text they are
    // not allowed.
    return RackFile.parse(BODY, json ? body.replace('\t', ' ') : body);
  }

  private RackApply.Order order(boolean dryRun, Optional<String> prune, boolean acceptApprovals) {
    return new RackApply.Order(
        Callers.actor(caller),
        dryRun,
        false,
        prune.map(DeclaredResource::kinds).orElse(Set.of()),
        acceptApprovals ? Optional.empty() : continuity.approvalsWait());
  }

  private static Set<Kind<?>> kinds(String names) {
    return Arrays.stream(names.split(",")).map(DeclaredResource::kind).collect(Collectors.toSet());
  }

  private static Kind<?> kind(String name) {
    return Kind.named(name.strip())
        .orElseThrow(
            () ->
                Problem.invalid(
                    "kind '"
                        + name
                        + "' is not known; "
                        + NearestKey.hint(name, Kind.ALL.stream().map(Kind::name).toList())));
  }

  private void requireRoles(RackFile file, Set<Kind<?>> prune) {
    boolean may =
        Stream.concat(file.items().keySet().stream(), prune.stream())
            .map(kind -> rack.of(kind).role())
            .allMatch(caller::hasRole);
    if (!may || !caller.hasRole("operator")) {
      throw new ForbiddenException();
    }
  }
}
