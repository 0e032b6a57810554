package io.ironwake.quirk;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The firmware rules over REST. */
@Path("/api/v1/quirks")
@Tag(name = "boot")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("viewer")
class QuirkResource {
  private final Quirks quirks;

  QuirkResource(Quirks quirks) {
    this.quirks = quirks;
  }

  /**
   * One rule.
   *
   * @param file where it was declared
   * @param effects as written in a rule
   * @param applied how often it changed an answer since the start of this replica
   */
  record View(
      String id,
      String why,
      String source,
      String file,
      Map<String, String> effects,
      long applied) {}

  @GET
  @Operation(summary = "The firmware quirk rules in the order they are asked, and their use")
  public List<View> list() {
    return quirks.rules().stream().map(this::view).toList();
  }

  private View view(QuirkRule rule) {
    Map<String, String> effects = new TreeMap<>();
    rule.effects().forEach((effect, value) -> effects.put(effect.word(), value));
    return new View(
        rule.id(), rule.why(), rule.source(), rule.file(), effects, quirks.appliedCount(rule.id()));
  }
}
