package io.ironwake.hardware;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.ironwake.access.Callers;
import io.ironwake.machine.Machine;
import io.ironwake.machine.Machines;
import io.ironwake.problem.IfMatch;
import io.ironwake.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The list of hardware that is expected, and what of it has come. */
@Path("/api/v1/expected-hardware")
@Tag(name = "hardware")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
class ExpectedResource {
  private final Expectations expectations;
  private final Machines machines;
  private final SecurityIdentity caller;

  ExpectedResource(Expectations expectations, Machines machines, SecurityIdentity caller) {
    this.expectations = expectations;
    this.machines = machines;
    this.caller = caller;
  }

  /**
   * One expectation and what came of it.
   *
   * @param machine the name of the machine that turned up; absent while it has not
   * @param lacks what that machine came without
   */
  @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  record Entry(
      @JsonUnwrapped ExpectedView expected,
      boolean arrived,
      Optional<String> machine,
      Optional<Instant> matchedAt,
      Optional<String> lacks,
      long version) {}

  /** All of them by name. */
  record All(List<Entry> items, int total, long missing) {}

  @GET
  @RolesAllowed("viewer")
  @Operation(summary = "All expected hardware by name; missing counts what has not come yet")
  public All list() {
    List<Entry> items = expectations.all().stream().map(this::entry).toList();
    return new All(items, items.size(), items.stream().filter(it -> !it.arrived()).count());
  }

  @GET
  @Path("{name}")
  @RolesAllowed("viewer")
  @Operation(summary = "One expectation; the ETag is its version")
  public Response get(@PathParam("name") String name) {
    return answer(
        expectations
            .byName(name)
            .orElseThrow(() -> Problem.notFound("there is no expected hardware '" + name + "'")));
  }

  @PUT
  @Path("{name}")
  @Operation(summary = "Expect hardware, or change what is expected; nothing is approved by it")
  public Response put(
      @PathParam("name") String name,
      @HeaderParam("If-Match") Optional<String> tag,
      @Nullable ExpectedView body) {
    if (body == null) {
      throw Problem.invalid("the body is empty; send what is expected");
    }
    ExpectedHardware wanted = body.named(name).toExpected();
    return answer(expectations.put(wanted, IfMatch.version(tag), Callers.actor(caller)));
  }

  @DELETE
  @Path("{name}")
  @Operation(summary = "Expect it no longer; a machine that came stays")
  public void delete(@PathParam("name") String name) {
    expectations.delete(name, Callers.actor(caller));
  }

  private Response answer(Expectations.Stored stored) {
    return Response.ok(entry(stored)).tag(Long.toString(stored.version())).build();
  }

  private Entry entry(Expectations.Stored stored) {
    Optional<Machine> machine = stored.machine().flatMap(machines.snapshot()::byId);
    return new Entry(
        ExpectedView.of(stored.expected()),
        machine.isPresent(),
        machine.map(Machine::name),
        stored.matchedAt().filter(it -> machine.isPresent()),
        machine.flatMap(stored.expected()::deviation).map(Finding::text),
        stored.version());
  }
}
