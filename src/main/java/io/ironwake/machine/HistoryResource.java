package io.ironwake.machine;

import io.ironwake.journal.Audit;
import io.ironwake.journal.BootEvents;
import io.ironwake.store.Transactions;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What happened to a machine: its audit rows and its boots. */
@Path("/api/v1/machines")
@Tag(name = "history")
@Produces(MediaType.APPLICATION_JSON)
@RolesAllowed("viewer")
class HistoryResource {
  private final MachineKeys keys;
  private final Audit audit;
  private final BootEvents events;
  private final Transactions transactions;

  HistoryResource(MachineKeys keys, Audit audit, BootEvents events, Transactions transactions) {
    this.keys = keys;
    this.audit = audit;
    this.events = events;
    this.transactions = transactions;
  }

  /** One page of audit rows. */
  record Changes(List<Audit.Entry> items, int limit, int offset) {}

  /** One page of boot events. */
  record Boots(List<BootEvents.Step> items, int limit, int offset) {}

  @GET
  @Path("{machine}/audit")
  @Operation(
      summary =
          "Who did what to a machine, oldest first; kept for ever, also when the machine is gone")
  public Changes audit(
      @PathParam("machine") String key,
      @QueryParam("limit") @DefaultValue("100") int limit,
      @QueryParam("offset") @DefaultValue("0") int offset) {
    Paging.check(limit, offset);
    UUID id = keys.idOf(key);
    return new Changes(transactions.call(() -> audit.ofMachine(id, offset, limit)), limit, offset);
  }

  @GET
  @Path("{machine}/events")
  @Operation(summary = "The steps of a machine's boots, newest first; kept for 30 days")
  public Boots events(
      @PathParam("machine") String key,
      @QueryParam("limit") @DefaultValue("100") int limit,
      @QueryParam("offset") @DefaultValue("0") int offset) {
    Paging.check(limit, offset);
    UUID id = keys.idOf(key);
    return new Boots(events.ofMachine(id, offset, limit), limit, offset);
  }
}
