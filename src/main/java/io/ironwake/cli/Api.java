package io.ironwake.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.ironwake.problem.Problem;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.Map;

/** The REST API as commands use it: JSON there and back, refusals as {@link Problem}. */
final class Api implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(60);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI base;
  private final String token;
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(TIMEOUT).build();

  /**
   * @param server such as {@code http://127.0.0.1:8080}
   * @param token sent as bearer token
   */
  Api(URI server, String token) {
    String text = server.toString();
    this.base = URI.create((text.endsWith("/") ? text : text + "/") + "api/v1/");
    this.token = token;
  }

  JsonNode get(String path) throws IOException {
    return send("GET", path, BodyPublishers.noBody(), "application/json");
  }

  JsonNode post(String path, Map<String, ?> body) throws IOException {
    return send(
        "POST", path, BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)), "application/json");
  }

  /** With the version the request was made against. */
  JsonNode post(String path, Map<String, ?> body, long version) throws IOException {
    return send("POST", path, body, "application/json", version);
  }

  /** A merge patch against a version. */
  JsonNode patch(String path, Map<String, ?> body, long version) throws IOException {
    return send("PATCH", path, body, "application/merge-patch+json", version);
  }

  private JsonNode send(String method, String path, Map<String, ?> body, String type, long version)
      throws IOException {
    return send(
        method,
        path,
        BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)),
        type,
        "If-Match",
        "\"" + version + "\"");
  }

  JsonNode postBytes(String path, byte[] body) throws IOException {
    return send("POST", path, BodyPublishers.ofByteArray(body), "application/octet-stream");
  }

  JsonNode postYaml(String path, String body) throws IOException {
    return send("POST", path, BodyPublishers.ofString(body), "application/yaml");
  }

  /** The answer as it is. */
  String text(String method, String path, String body) throws IOException {
    HttpResponse<String> response =
        exchange(method, path, BodyPublishers.ofString(body), "application/yaml", "*/*");
    answer(response);
    return response.body();
  }

  JsonNode put(String path, byte[] body) throws IOException {
    return send("PUT", path, BodyPublishers.ofByteArray(body), "application/octet-stream");
  }

  JsonNode delete(String path) throws IOException {
    return send("DELETE", path, BodyPublishers.noBody(), "application/json");
  }

  private JsonNode send(
      String method, String path, BodyPublisher body, String type, String... headers)
      throws IOException {
    return answer(exchange(method, path, body, type, "application/json", headers));
  }

  private HttpResponse<String> exchange(
      String method, String path, BodyPublisher body, String type, String accept, String... headers)
      throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(base.resolve(path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + token)
            .header("Content-Type", type)
            .header("Accept", accept)
            .method(method, body);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (ConnectException e) {
      throw Problem.unavailable(
          "no service answers at "
              + base
              + "; start it with 'ironwake serve', or name it with --server");
    } catch (HttpTimeoutException e) {
      throw Problem.unavailable(base + " did not answer in time; look at its log");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Problem.unavailable("stopped");
    }
  }

  private static JsonNode answer(HttpResponse<String> response) throws IOException {
    JsonNode body = tree(response.body());
    int status = response.statusCode();
    if (status / 100 == 2) {
      return body;
    }
    String detail = body.path("detail").asText("the service answered " + status);
    throw Problem.of(
        status == 404 ? Problem.Kind.NOT_FOUND : Problem.Kind.CONFLICT, detail, extensions(body));
  }

  private static Map<String, Object> extensions(JsonNode body) {
    return body.has("bytes") ? Map.of("bytes", body.path("bytes").asLong()) : Map.of();
  }

  private static JsonNode tree(String text) {
    try {
      return text.isBlank() ? MissingNode.getInstance() : JSON.readTree(text);
    } catch (JsonProcessingException noJson) {
      return MissingNode.getInstance();
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
