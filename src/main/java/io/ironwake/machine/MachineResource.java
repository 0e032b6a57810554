package io.ironwake.machine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironwake.net.LoaderShelf;
import io.ironwake.net.MacAddress;
import io.ironwake.problem.IfMatch;
import io.ironwake.problem.Problem;
import io.ironwake.store.DatabaseTime;
import io.ironwake.store.Transactions;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Machines over REST. A machine is named by its id or by its name. */
@Path("/api/v1/machines")
@Tag(name = "machines")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
class MachineResource {
  private final Machines machines;
  private final NicJoins joins;
  private final Quarantines quarantines;
  private final MachineKeys keys;
  private final ProfileNames profiles;
  private final LoaderShelf loaders;
  private final Transactions transactions;
  private final DatabaseTime time;
  private final ObjectMapper json;
  private final SecurityIdentity caller;

  MachineResource(
      Machines machines,
      NicJoins joins,
      Quarantines quarantines,
      MachineKeys keys,
      ProfileNames profiles,
      LoaderShelf loaders,
      Transactions transactions,
      DatabaseTime time,
      ObjectMapper json,
      SecurityIdentity caller) {
    this.machines = machines;
    this.joins = joins;
    this.quarantines = quarantines;
    this.keys = keys;
    this.profiles = profiles;
    this.loaders = loaders;
    this.transactions = transactions;
    this.time = time;
    this.json = json;
    this.caller = caller;
  }

  /** One page of machines. */
  record Page(List<MachineView> items, int total, int limit, int offset) {}

  /** The NIC to join. */
  record Join(Optional<String> mac) {}

  @GET
  @RolesAllowed("viewer")
  @Operation(summary = "List machines by name, filtered and in pages")
  public Page list(
      @QueryParam("state") List<String> states,
      @QueryParam("profile") Optional<String> profile,
      @QueryParam("label") List<String> labels,
      @QueryParam("q") Optional<String> text,
      @QueryParam("limit") @DefaultValue("100") int limit,
      @QueryParam("offset") @DefaultValue("0") int offset) {
    Paging.check(limit, offset);
    MachineFilter filter =
        MachineFilter.of(new HashSet<>(states), profile.map(profiles::named), labels, text);
    List<Machine> all = filter.of(machines.snapshot());
    List<MachineView> page =
        all.stream().skip(offset).limit(limit).map(each -> MachineView.of(each, profiles)).toList();
    return new Page(page, all.size(), limit, offset);
  }

  @GET
  @Path("{machine}")
  @RolesAllowed("viewer")
  @Operation(summary = "One machine; the ETag is its version")
  public Response get(@PathParam("machine") String key) {
    UUID id = keys.idOf(key);
    return answer(transactions.call(() -> machines.currentNow(id)));
  }

  @POST
  @Operation(summary = "Declare a machine; it starts as DISCOVERED")
  @RequestBody(content = @Content(schema = @Schema(implementation = MachineBody.class)))
  public Response create(String body) throws JsonProcessingException {
    Machine made =
        machines.create(
            MachineBody.spec(body, json, profiles, loaders, MachineBody.Known.NOTHING), actor());
    return Response.created(URI.create("/api/v1/machines/" + made.id()))
        .tag(String.valueOf(made.version()))
        .entity(MachineView.of(made, profiles))
        .build();
  }

  @PATCH
  @Path("{machine}")
  @Consumes({"application/merge-patch+json", MediaType.APPLICATION_JSON})
  @Operation(summary = "Change a machine by JSON merge patch; If-Match guards against lost updates")
  @RequestBody(content = @Content(schema = @Schema(implementation = MachineBody.class)))
  public Response patch(
      @PathParam("machine") String key, @HeaderParam("If-Match") Optional<String> tag, String body)
      throws JsonProcessingException {
    UUID id = keys.idOf(key);
    Machine seen = transactions.call(() -> machines.currentNow(id));
    MachineSpec spec = MachineBody.spec(body, json, profiles, loaders, MachineBody.Known.of(seen));
    long version = IfMatch.version(tag).orElse(seen.version());
    return answer(machines.change(id, Optional.of(version), spec, actor()));
  }

  @DELETE
  @Path("{machine}")
  @Operation(summary = "Forget a DISCOVERED or RETIRED machine; its audit rows stay")
  public void delete(
      @PathParam("machine") String key, @HeaderParam("If-Match") Optional<String> tag) {
    machines.delete(keys.idOf(key), IfMatch.version(tag), actor());
  }

  @POST
  @Path("{machine}/adopt")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Declare that a DISCOVERED machine runs from its disk already")
  public Response adopt(
      @PathParam("machine") String key, @HeaderParam("If-Match") Optional<String> tag) {
    return send(key, tag, new LifecycleEvent.Adopt(time.reckoned()));
  }

  @POST
  @Path("{machine}/retire")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Take a machine out of service: every door leaves it alone")
  public Response retire(
      @PathParam("machine") String key, @HeaderParam("If-Match") Optional<String> tag) {
    return send(key, tag, new LifecycleEvent.Retire());
  }

  @POST
  @Path("{machine}/restore")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Bring a RETIRED machine back as DISCOVERED")
  public Response restore(
      @PathParam("machine") String key, @HeaderParam("If-Match") Optional<String> tag) {
    return send(key, tag, new LifecycleEvent.Restore());
  }

  @POST
  @Path("{machine}/lock")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Lock: approve, retire and delete are refused")
  public Response lock(@PathParam("machine") String key) {
    return answer(machines.lock(keys.idOf(key), true, actor()));
  }

  @POST
  @Path("{machine}/unlock")
  @Consumes(MediaType.WILDCARD)
  @Operation(summary = "Unlock")
  public Response unlock(@PathParam("machine") String key) {
    return answer(machines.lock(keys.idOf(key), false, actor()));
  }

  @POST
  @Path("{machine}/release")
  @Consumes(MediaType.WILDCARD)
  @Operation(
      summary =
          "End a quarantine: the machine may be approved again; nothing is installed by this alone")
  public Response release(
      @PathParam("machine") String key, @HeaderParam("If-Match") Optional<String> tag) {
    return answer(quarantines.release(keys.idOf(key), IfMatch.version(tag), actor()));
  }

  @POST
  @Path("{machine}/join")
  @Operation(summary = "Move a NIC from the DISCOVERED machine it was first seen as to this one")
  public Response join(@PathParam("machine") String key, Join body) {
    String mac = body.mac().orElseThrow(() -> Problem.invalid("field mac: name the NIC to join"));
    try {
      return answer(joins.join(keys.idOf(key), MacAddress.parse(mac), actor()));
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("field mac: " + e.getMessage());
    }
  }

  private Response send(String key, Optional<String> tag, LifecycleEvent event) {
    return answer(machines.send(keys.idOf(key), IfMatch.version(tag), event, actor()));
  }

  private Response answer(Machine machine) {
    return Response.ok(MachineView.of(machine, profiles))
        .tag(String.valueOf(machine.version()))
        .build();
  }

  private String actor() {
    return caller.getPrincipal().getName();
  }
}
