package io.ironwake.profile;

import io.ironwake.access.Callers;
import io.ironwake.problem.Problem;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** The variables of all machines over REST. */
@Path("/api/v1/variables")
@Tag(name = "variables")
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
class VariableResource {
  private final GlobalVariables variables;
  private final SecurityIdentity caller;

  VariableResource(GlobalVariables variables, SecurityIdentity caller) {
    this.variables = variables;
    this.caller = caller;
  }

  @GET
  @RolesAllowed("viewer")
  @Operation(summary = "The variables that hold for all machines; secrets are masked")
  public Map<String, Object> get() {
    return SecretFields.mask(variables.current());
  }

  @PUT
  @RolesAllowed("operator")
  @Operation(summary = "Replace the variables that hold for all machines")
  public Map<String, Object> replace(@Nullable Map<String, Object> body) {
    if (body == null) {
      throw Problem.invalid("the body is empty; send a map of variables, or {} for none");
    }
    try {
      Map<String, Object> values = Variables.sent(body);
      variables.replace(values, Callers.actor(caller));
      return SecretFields.mask(values);
    } catch (IllegalArgumentException wrong) {
      throw Problem.invalid(String.valueOf(wrong.getMessage()));
    }
  }
}
