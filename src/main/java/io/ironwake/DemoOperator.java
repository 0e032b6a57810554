package io.ironwake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The demo's operator: does over REST, with the admin token, what a person does in the page. */
final class DemoOperator implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(20);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final URI base;
  private final Path tokenFile;
  private final HttpClient client =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(TIMEOUT)
          .executor(Thread::startVirtualThread)
          .build();

  /**
   * @param base the management plane, such as {@code http://127.0.0.1:8080/}
   * @param tokenFile holds the admin token once the service has started
   */
  DemoOperator(URI base, Path tokenFile) {
    this.base = base;
    this.tokenFile = tokenFile;
  }

  /** True once the service answers an authenticated request. */
  boolean isServed() throws InterruptedException {
    try {
      return Files.exists(tokenFile) && send("GET", "machines?limit=1", "").statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** Creates or replaces a subnet or profile. */
  void declare(String collection, Map<String, ?> body) throws IOException, InterruptedException {
    String text = JSON.writeValueAsString(body);
    HttpResponse<String> created = send("POST", collection, text);
    if (created.statusCode() == 409) {
      require(send("PUT", collection + "/" + body.get("name"), text));
    } else {
      require(created);
    }
  }

  /** The machine of that name; empty when the service knows none. */
  Optional<JsonNode> machine(String name) throws IOException, InterruptedException {
    HttpResponse<String> answer = send("GET", "machines/" + name, "");
    return answer.statusCode() == 404
        ? Optional.empty()
        : Optional.of(JSON.readTree(require(answer).body()));
  }

  /** Its state; empty when the service knows no such machine. */
  Optional<String> state(String name) throws IOException, InterruptedException {
    return machine(name).map(machine -> machine.path("state").asText());
  }

  /** Says what the machine is to become, and approves its install. */
  void approve(DemoMachine machine) throws IOException, InterruptedException {
    Map<String, String> decision =
        Map.of("name", machine.name(), "profile", machine.profile(), "disk", machine.disk());
    String text = JSON.writeValueAsString(decision);
    require(send("PATCH", "machines/" + machine.discoveredName(), text));
    require(send("POST", "machines/" + machine.name() + "/approve", "{}"));
  }

  /** Makes the service forget a machine of an earlier demo, whose simulated disk is gone. */
  void forget(String name) throws IOException, InterruptedException {
    Optional<String> state = state(name);
    if (state.isEmpty()) {
      return;
    }
    switch (state.get()) {
      case "APPROVED" -> require(send("POST", "machines/" + name + "/cancel", "{}"));
      case "INSTALLING" -> require(send("POST", "machines/" + name + "/abandon", "{}"));
      default -> {}
    }
    if (!state(name).equals(Optional.of("DISCOVERED"))) {
      require(send("POST", "machines/" + name + "/retire", "{}"));
    }
    require(send("DELETE", "machines/" + name, ""));
  }

  private HttpResponse<String> send(String method, String path, String body)
      throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(base.resolve("api/v1/" + path))
            .timeout(TIMEOUT)
            .header("Authorization", "Bearer " + Files.readString(tokenFile).strip())
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body))
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static HttpResponse<String> require(HttpResponse<String> answer) throws IOException {
    if (answer.statusCode() / 100 != 2) {
      String path = answer.request().method() + " " + answer.request().uri().getPath();
      String detail = JSON.readTree(answer.body()).path("detail").asText(answer.body());
      throw new IOException(path + " was answered " + answer.statusCode() + ": " + detail);
    }
    return answer;
  }

  @Override
  public void close() {
    client.shutdownNow();
    client.close();
  }
}
