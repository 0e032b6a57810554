package io.ironwake.ui;

import io.ironwake.boot.MachineProfiles;
import io.ironwake.boot.MachineVariables;
import io.ironwake.boot.Preview;
import io.ironwake.boot.Previews;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineKeys;
import io.ironwake.machine.Machines;
import io.ironwake.problem.Problem;
import io.ironwake.profile.MergedVariables;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The parts of a machine's page about what it would get: its variables, and a dry render. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
class PreviewPanel {
  private final Machines machines;
  private final MachineKeys keys;
  private final MachineProfiles profiles;
  private final MachineVariables variables;
  private final Previews previews;
  private final Pages pages;

  PreviewPanel(
      Machines machines,
      MachineKeys keys,
      MachineProfiles profiles,
      MachineVariables variables,
      Previews previews,
      Pages pages) {
    this.machines = machines;
    this.keys = keys;
    this.profiles = profiles;
    this.variables = variables;
    this.previews = previews;
    this.pages = pages;
  }

  /** One variable. */
  public record VariableLine(String path, String value, String origin, String hidden) {
    static VariableLine of(MergedVariables.Leaf leaf) {
      return new VariableLine(
          leaf.path(), leaf.value().toString(), leaf.origin(), String.join(", ", leaf.hidden()));
    }
  }

  /** One line of a difference. */
  public record DiffLine(String css, String text) {
    static DiffLine of(String line) {
      String css = line.startsWith("+") ? "added" : line.startsWith("-") ? "gone" : "quiet";
      return new DiffLine(css, line);
    }
  }

  /** One text; {@code note} tells in words how it differs. */
  public record TextPart(
      String name, String note, boolean changed, List<DiffLine> diff, String text) {
    static TextPart of(Preview.Text text) {
      return new TextPart(
          text.name(),
          note(text),
          !text.diff().isEmpty(),
          text.diff().lines().map(DiffLine::of).toList(),
          text.text());
    }

    private static String note(Preview.Text text) {
      if (text.last().isEmpty()) {
        return "new";
      }
      if (!text.diff().isEmpty()) {
        return "changed";
      }
      return text.secretsDiffer() ? "differs in a secret" : "the same";
    }
  }

  @GET
  @Path("ui/machines/{machine}/variables")
  @RolesAllowed("viewer")
  @Operation(hidden = true)
  public String variables(@PathParam("machine") String key) {
    Machine machine = find(key);
    List<VariableLine> lines =
        variables
            .of(machine, profiles.of(machine).map(MachineProfiles.Chosen::profile))
            .leaves()
            .stream()
            .map(VariableLine::of)
            .toList();
    return pages.render("variables", Map.of("variables", lines));
  }

  @GET
  @Path("ui/machines/{machine}/preview")
  @RolesAllowed("operator")
  @Operation(hidden = true)
  public String preview(@PathParam("machine") String key) {
    Preview preview = previews.of(find(key), Previews.Supposed.NOTHING);
    List<TextPart> texts =
        Stream.concat(
                Stream.concat(preview.line().stream(), preview.script().stream()),
                preview.documents().stream())
            .map(TextPart::of)
            .toList();
    return pages.render(
        "preview",
        Map.of(
            "profile",
            preview.profile(),
            "origin",
            preview.profileOrigin(),
            "compared",
            preview
                .compared()
                .map(last -> "install " + last.install() + " of " + last.profile())
                .orElse("nothing: it had no install"),
            "findings",
            preview.findings(),
            "texts",
            texts));
  }

  private Machine find(String key) {
    return machines
        .snapshot()
        .byId(keys.idOf(key))
        .orElseThrow(() -> Problem.notFound("there is no machine '" + key + "'"));
  }
}
