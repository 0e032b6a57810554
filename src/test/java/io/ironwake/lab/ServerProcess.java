package io.ironwake.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironwake.RequiredTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * Ironwake as its users start it: the packaged program, {@code serve}, as a process of its own
 * beside the laboratory's bridge, with its embedded database in a data folder that outlives it.
 */
final class ServerProcess implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar").toAbsolutePath();
  private static final Duration START_LIMIT = Duration.ofSeconds(120);
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(20);

  private final NetworkLab lab;
  private final Path data;
  private final Path log;
  private final Process process;

  /** An answer of the REST API. */
  record Answer(int status, JsonNode body) {}

  private ServerProcess(NetworkLab lab, Path data, Path log, Process process) {
    this.lab = lab;
    this.data = data;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param rack the text of {@code rack.yaml}
   * @param options further options of {@code serve}
   */
  static ServerProcess start(NetworkLab lab, Path assets, String rack, String... options) {
    RequiredTool.require("curl", "curl");
    requirePackage();
    Path data = lab.folder().resolve("data");
    Path log = nextLog(lab.folder());
    List<String> words =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx512m",
                "-jar",
                JAR.toString(),
                "serve",
                "--interface",
                NetworkLab.BRIDGE,
                "--config",
                write(lab.folder().resolve("rack.yaml"), rack).toString(),
                "--data",
                data.toString(),
                "--assets",
                assets.toString()));
    words.addAll(Arrays.asList(options));
    Process process = lab.start(Map.of(), lab.folder(), log, words.toArray(String[]::new));
    ServerProcess server = new ServerProcess(lab, data, log, process);
    server.awaitReady();
    return server;
  }

  /** Asks the REST API with the admin's token; {@code path} begins with {@code /api/}. */
  Answer get(String path) {
    return ask("GET", path, "");
  }

  /** Asks the REST API with the admin's token; the body is JSON. */
  Answer post(String path, String body) {
    return ask("POST", path, body);
  }

  /** Waits until a machine has that state, such as {@code INSTALLED}. */
  void awaitState(String machine, String state, Duration limit) {
    String[] last = {""};
    try {
      Awaitility.await()
          .atMost(limit)
          .pollInterval(Duration.ofMillis(500))
          .until(() -> (last[0] = state(machine)).equals(state));
    } catch (ConditionTimeoutException late) {
      throw new AssertionError(
          machine
              + " is "
              + last[0]
              + " and not "
              + state
              + " after "
              + limit.toSeconds()
              + " s\n"
              + log(),
          late);
    }
  }

  /** Waits for the end of the look for other DHCP servers on the bridge, which finds none. */
  void awaitAlone() {
    Awaitility.await("the look for other servers")
        .atMost(START_LIMIT)
        .pollInterval(Duration.ofMillis(500))
        .until(() -> get("/api/v1/network").body().at("/interfaces/0").has("last-look"));
    JsonNode link = get("/api/v1/network").body().at("/interfaces/0");
    if (!link.path("servers").isEmpty()) {
      throw new AssertionError("not alone: " + link);
    }
  }

  /** The state of a machine, by its name or MAC address. */
  String state(String machine) {
    return get("/api/v1/machines/" + machine).body().path("state").asText();
  }

  /** What the process wrote. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  boolean isRunning() {
    return process.isAlive();
  }

  /** Kills it as a power cut would: no handler of it runs. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Ends it as an operator would. */
  @Override
  public void close() {
    Command.stop(process, Duration.ofSeconds(20));
  }

  private void awaitReady() {
    try {
      Awaitility.await()
          .atMost(START_LIMIT)
          .pollInterval(Duration.ofMillis(500))
          .until(() -> !process.isAlive() || isReady());
    } catch (ConditionTimeoutException late) {
      throw new AssertionError("Ironwake did not become ready\n" + log(), late);
    }
    if (!process.isAlive()) {
      throw new AssertionError("Ironwake ended\n" + log());
    }
  }

  private boolean isReady() {
    return log().contains("Ironwake is ready")
        && lab.run(REQUEST_LIMIT, "curl", "-fsS", "http://127.0.0.1:9000/q/health/ready").status()
            == 0;
  }

  private synchronized Answer ask(String method, String path, String body) {
    Path token = write(data.resolveSibling("token.header"), "Authorization: Bearer " + token());
    List<String> words =
        new ArrayList<>(
            List.of("curl", "-sS", "-X", method, "-H", "@" + token, "-w", "\n%{http_code}"));
    if (!body.isEmpty()) {
      words.addAll(List.of("-H", "Content-Type: application/json", "--data-binary", body));
    }
    words.add("http://127.0.0.1:8080" + path);
    String output =
        lab.run(REQUEST_LIMIT, words.toArray(String[]::new)).orThrow(method + " " + path).output();
    int end = output.lastIndexOf('\n');
    try {
      return new Answer(
          Integer.parseInt(output.substring(end + 1)), JSON.readTree(output.substring(0, end)));
    } catch (JsonProcessingException notJson) {
      throw new AssertionError(method + " " + path + " answered " + output, notJson);
    }
  }

  private String token() {
    try {
      return Files.readString(data.resolve("admin-token")).strip();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Each start has its own log: server-1.log, server-2.log. */
  static Path nextLog(Path folder) {
    return IntStream.iterate(1, number -> number + 1)
        .mapToObj(number -> folder.resolve("server-" + number + ".log"))
        .filter(Files::notExists)
        .findFirst()
        .orElseThrow();
  }

  private static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  static void requirePackage() {
    if (Files.exists(JAR)) {
      return;
    }
    String reason = JAR + " is not built; run ./mvnw package -DskipTests";
    if ("true".equals(System.getenv("CI"))) {
      Assertions.fail(reason);
    }
    Assumptions.abort(reason);
  }
}
