package io.ironwake.ui;

import io.ironwake.hardware.Expectations;
import io.ironwake.hardware.Findings;
import io.ironwake.machine.Machine;
import io.ironwake.machine.Machines;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What is wrong with the hardware there is, and what of the expected hardware has come. */
@Path("/")
@Produces(MediaType.TEXT_HTML)
@RolesAllowed("viewer")
class HardwarePage {
  private static final int SHOWN = 200;

  private final Expectations expectations;
  private final Findings findings;
  private final Machines machines;
  private final Pages pages;
  private final Viewer viewer;

  HardwarePage(
      Expectations expectations, Findings findings, Machines machines, Pages pages, Viewer viewer) {
    this.expectations = expectations;
    this.findings = findings;
    this.machines = machines;
    this.pages = pages;
    this.viewer = viewer;
  }

  /** A machine with what is wrong with it. */
  public record Faulty(UUID id, String name, List<FindingLine> findings) {}

  @GET
  @Path("hardware")
  @Operation(hidden = true)
  public String page() {
    return pages.render("hardware", viewer.page("Hardware", Map.of("live", live().html())));
  }

  @GET
  @Path("ui/hardware")
  @Operation(hidden = true)
  public Response part(@QueryParam("seen") @DefaultValue("") String seen) {
    return live().unless(seen);
  }

  private Fragment live() {
    List<Faulty> faulty =
        findings.all().entrySet().stream()
            .flatMap(
                each ->
                    machines.snapshot().byId(each.getKey()).stream()
                        .map(
                            machine ->
                                faulty(machine, each.getValue().stream().map(FindingLine::of))))
            .sorted(Comparator.comparing(Faulty::name))
            .limit(SHOWN)
            .toList();
    List<ExpectedLine> expected =
        expectations.all().stream()
            .map(each -> ExpectedLine.of(each, machines.snapshot()))
            .toList();
    long missing = expected.stream().filter(each -> each.machine().isEmpty()).count();
    return new Fragment(
        pages.render(
            "hardware-live", Map.of("faulty", faulty, "expected", expected, "missing", missing)));
  }

  private static Faulty faulty(Machine machine, Stream<FindingLine> lines) {
    return new Faulty(machine.id(), machine.name(), lines.toList());
  }
}
