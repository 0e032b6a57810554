package io.ironwake.access;

import io.ironwake.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** Secrets by name; no answer holds a value. */
@Path("/api/v1/secrets")
@Tag(name = "secrets")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@RolesAllowed("operator")
class SecretResource {
  private final OperatorSecrets secrets;
  private final SecurityIdentity caller;

  SecretResource(OperatorSecrets secrets, SecurityIdentity caller) {
    this.secrets = secrets;
    this.caller = caller;
  }

  /** A secret's name. */
  record Named(String name) {}

  /** The names of all secrets. */
  record All(List<Named> items, int total) {}

  /** What is written. */
  record Value(Optional<String> value) {
    /** Without the value. */
    @Override
    public String toString() {
      return "Value[]";
    }
  }

  @GET
  @Operation(summary = "The names of the secrets; their values are never shown")
  public All list() {
    List<Named> items = secrets.names().stream().map(Named::new).toList();
    return new All(items, items.size());
  }

  @PUT
  @Path("{secret}")
  @Operation(summary = "Set a secret; installs already approved keep what was approved")
  public Named put(@PathParam("secret") String name, @Nullable Value body) {
    String value =
        Optional.ofNullable(body)
            .flatMap(Value::value)
            .orElseThrow(() -> Problem.invalid("send {\"value\": …}"));
    secrets.put(name, value, Callers.actor(caller));
    return new Named(name);
  }

  @DELETE
  @Path("{secret}")
  @Operation(summary = "Forget a secret; what uses it can be approved no more")
  public void delete(@PathParam("secret") String name) {
    secrets.remove(name, Callers.actor(caller));
  }
}
