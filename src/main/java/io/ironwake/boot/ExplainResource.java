package io.ironwake.boot;

import io.ironwake.net.ClientArch;
import io.ironwake.net.MacAddress;
import io.ironwake.problem.Problem;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@link Explanations} over REST. */
@Path("/api/v1/explain")
@Tag(name = "boot")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("viewer")
class ExplainResource {
  private final Explanations explanations;

  ExplainResource(Explanations explanations) {
    this.explanations = explanations;
  }

  @GET
  @Operation(
      summary = "What would this MAC get at this stage of its boot, and why; changes nothing")
  public Explanations.Explanation explain(
      @QueryParam("mac") Optional<String> mac,
      @QueryParam("stage") @DefaultValue("firmware") String stage,
      @QueryParam("arch") @DefaultValue("bios-x86") String arch,
      @QueryParam("subnet") Optional<String> subnet,
      @QueryParam("uuid") Optional<UUID> uuid) {
    return explanations.explain(
        new Explanations.Question(
            mac.map(ExplainResource::parse)
                .orElseThrow(() -> Problem.invalid("name a MAC: ?mac=52:54:00:12:34:56")),
            choice("stage", stage, BootStage.values()),
            Optional.of(choice("arch", arch, ClientArch.values())),
            subnet,
            uuid));
  }

  private static MacAddress parse(String text) {
    try {
      return MacAddress.parse(text);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("mac: " + e.getMessage());
    }
  }

  private static <E extends Enum<E>> E choice(String name, String text, E[] values) {
    Function<E, String> word = each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-');
    List<String> words = Arrays.stream(values).map(word).toList();
    int at = words.indexOf(text.toLowerCase(Locale.ROOT).replace('_', '-'));
    if (at < 0) {
      throw Problem.invalid(name + " '" + text + "' is not one of " + String.join(", ", words));
    }
    return values[at];
  }
}
