package io.ironwake.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.ironwake.problem.Problem;
import io.ironwake.store.Transactions;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/**
 * Turns whatever a resource throws into problem details; a browser that is not signed in is sent to
 * the sign-in page.
 */
class ProblemMappers {
  private static final Logger LOG = Logger.getLogger(ProblemMappers.class);
  private static final URI SIGN_IN = URI.create("/sign-in");

  private final ProblemAnswers answers;

  ProblemMappers(ProblemAnswers answers) {
    this.answers = answers;
  }

  @ServerExceptionMapper
  Response problem(Problem e) {
    return answers.of(e);
  }

  @ServerExceptionMapper(UnauthorizedException.class)
  Response unauthorized(ContainerRequestContext request) {
    return signInOr(request, "sign in, or send an API token as Authorization: Bearer");
  }

  @ServerExceptionMapper(AuthenticationFailedException.class)
  Response failed(ContainerRequestContext request) {
    return signInOr(request, "the token is unknown or has expired");
  }

  private Response signInOr(ContainerRequestContext request, String detail) {
    if (request.getHeaderString("HX-Request") != null) {
      return Response.status(401).header("HX-Redirect", SIGN_IN).build();
    }
    boolean browser =
        request.getAcceptableMediaTypes().stream().anyMatch(MediaType.TEXT_HTML_TYPE::equals);
    if (browser && "GET".equals(request.getMethod())) {
      return Response.seeOther(SIGN_IN).build();
    }
    Response answer = answers.of(401, "unauthorized", detail);
    return Response.fromResponse(answer)
        .header(HttpHeaders.WWW_AUTHENTICATE, Authentication.CHALLENGE)
        .build();
  }

  @ServerExceptionMapper(ForbiddenException.class)
  Response forbidden() {
    return answers.of(
        403,
        "forbidden",
        "this token's role does not allow that; ask an administrator for one that does");
  }

  @ServerExceptionMapper
  Response mismatch(MismatchedInputException e) {
    return malformed(e);
  }

  @ServerExceptionMapper
  Response json(JsonProcessingException e) {
    return malformed(e);
  }

  @ServerExceptionMapper
  Response web(WebApplicationException e, ContainerRequestContext request) {
    if (e.getCause() instanceof JsonProcessingException json) {
      return malformed(json);
    }
    int status = e.getResponse().getStatus();
    if (status < 400) {
      return e.getResponse();
    }
    return status < 500 ? refused(status, request, String.valueOf(e.getMessage())) : internal(e);
  }

  private Response refused(int status, ContainerRequestContext request, String message) {
    String path = request.getUriInfo().getPath();
    return switch (status) {
      case 404 -> answers.of(404, "not-found", "there is nothing at " + path);
      case 405 ->
          answers.of(
              405, "method-not-allowed", request.getMethod() + " is not possible on " + path);
      case 406 ->
          answers.of(
              406, "not-acceptable", "no form of the answer is one that the Accept header allows");
      case 415 ->
          answers.of(
              415,
              "unsupported-media-type",
              "send the body as application/json, and say so in Content-Type");
      default -> answers.of(status, "invalid", message);
    };
  }

  private Response malformed(JsonProcessingException e) {
    JsonProblem problem = JsonProblem.of(e);
    return answers.of(400, "invalid", problem.detail(), problem.members());
  }

  @ServerExceptionMapper
  Response violations(ConstraintViolationException e) {
    Map<String, String> fields = new TreeMap<>();
    e.getConstraintViolations()
        .forEach(each -> fields.put(String.valueOf(each.getPropertyPath()), each.getMessage()));
    List<String> sentences =
        fields.entrySet().stream().map(each -> each.getKey() + " " + each.getValue()).toList();
    return answers.of(400, "invalid", String.join("; ", sentences), Map.of("fields", fields));
  }

  @ServerExceptionMapper
  Response unexpected(Throwable e) {
    if (Transactions.isConnectionLoss(e)) {
      return answers.of(
          Problem.unavailable(
              "the database does not answer; it is retried, ask again in a few seconds"));
    }
    return internal(e);
  }

  private Response internal(Throwable e) {
    String id = UUID.randomUUID().toString();
    LOG.errorf(e, "error %s while answering a request", id);
    return answers.of(
        500,
        "internal",
        "something went wrong here; the log has it as error " + id,
        Map.of("error", id));
  }
}
