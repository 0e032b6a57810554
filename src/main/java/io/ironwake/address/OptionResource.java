package io.ironwake.address;

import io.ironwake.access.Callers;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The DHCP options of the widest level. */
@Path("/api/v1/dhcp-options")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class OptionResource {
  private final GlobalOptions options;
  private final SecurityIdentity identity;

  OptionResource(GlobalOptions options, SecurityIdentity identity) {
    this.options = options;
    this.identity = identity;
  }

  /** Every option by code. */
  @GET
  @RolesAllowed("viewer")
  public Map<Integer, OptionView> get() {
    return OptionView.of(options.current());
  }

  /** Replaces them all. */
  @PUT
  @RolesAllowed("operator")
  public Map<Integer, OptionView> replace(@Nullable Map<Integer, OptionView> views) {
    options.replace(OptionView.declared(Optional.ofNullable(views)), Callers.actor(identity));
    return get();
  }
}
