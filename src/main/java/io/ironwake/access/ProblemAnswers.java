package io.ironwake.access;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironwake.problem.Problem;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.LinkedHashMap;
import java.util.Map;

/** Problem details as answers: {@code application/problem+json} (RFC 9457 §3). */
@ApplicationScoped
class ProblemAnswers {
  private static final String MEDIA_TYPE = "application/problem+json";
  private static final int RETRY_SECONDS = 5;

  private final ObjectMapper json;

  ProblemAnswers(ObjectMapper json) {
    this.json = json;
  }

  Response of(Problem problem) {
    Response answer =
        of(problem.kind().status(), problem.kind().slug(), problem.detail(), problem.extensions());
    return problem.kind() == Problem.Kind.UNAVAILABLE
        ? Response.fromResponse(answer).header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS).build()
        : answer;
  }

  Response of(int status, String slug, String detail) {
    return of(status, slug, detail, Map.of());
  }

  /**
   * An answer.
   *
   * @param slug the last segment of the problem's type
   * @param detail what is wrong and how to mend it
   * @param extensions further members
   */
  Response of(int status, String slug, String detail, Map<String, ?> extensions) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("type", "urn:ironwake:problem:" + slug);
    body.put("title", title(slug));
    body.put("status", status);
    body.put("detail", detail);
    extensions.forEach(body::putIfAbsent);
    return Response.status(status).type(MEDIA_TYPE).entity(write(body)).build();
  }

  private static String title(String slug) {
    return Character.toUpperCase(slug.charAt(0)) + slug.substring(1).replace('-', ' ');
  }

  private String write(Map<String, Object> body) {
    try {
      return json.writeValueAsString(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a problem's members must be plain values", e);
    }
  }
}
