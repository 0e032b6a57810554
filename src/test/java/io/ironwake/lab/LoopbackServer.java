package io.ironwake.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/**
 * The packaged program on loopback and unprivileged ports, with its embedded database in a data
 * folder that outlives it. It needs no root and no network namespace.
 */
final class LoopbackServer implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration START_LIMIT = Duration.ofSeconds(90);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final Duration REQUEST_LIMIT = Duration.ofSeconds(20);

  private final Path data;
  private final LoopbackPorts ports;
  private final Path log;
  private final Process process;

  private LoopbackServer(Path data, LoopbackPorts ports, Path log, Process process) {
    this.data = data;
    this.ports = ports;
    this.log = log;
    this.process = process;
  }

  /**
   * Starts it and waits until it is ready.
   *
   * @param folder holds {@code rack.yaml}, and gets the data folder and one log for each start
   */
  static LoopbackServer start(Path folder, LoopbackPorts ports) {
    ServerProcess.requirePackage();
    Path data = folder.resolve("data");
    Path log = ServerProcess.nextLog(folder);
    List<String> words =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx512m",
                // Three starts in one test: a quick start matters more than a high speed.
                "-XX:TieredStopAtLevel=1",
                "-Dironwake.serve.boot-host=127.0.0.1",
                "-jar",
                ServerProcess.JAR.toString(),
                "serve",
                "--interface",
                "lo",
                "--config",
                folder.resolve("rack.yaml").toString(),
                "--data",
                data.toString(),
                "--assets",
                folder.resolve("pxe-assets").toString()));
    words.addAll(ports.options());
    LoopbackServer server =
        new LoopbackServer(data, ports, log, Command.start(words, Map.of(), folder, log));
    server.awaitReady();
    return server;
  }

  /** Every lease the REST API tells of, over all its pages. */
  List<JsonNode> leases() throws IOException, InterruptedException {
    List<JsonNode> all = new ArrayList<>();
    int total;
    do {
      JsonNode page = get("/api/v1/leases?limit=1000&offset=" + all.size());
      total = page.path("total").asInt();
      page.path("items").forEach(all::add);
    } while (all.size() < total);
    return all;
  }

  /** The database processes that work in this data folder, whoever is their parent. */
  List<ProcessHandle> databases() {
    String folder = "--datadir=" + data.resolve("database").resolve("data");
    return ProcessHandle.allProcesses()
        .filter(each -> each.info().command().filter(it -> it.contains("mariadbd")).isPresent())
        .filter(
            each -> Arrays.asList(each.info().arguments().orElse(new String[0])).contains(folder))
        .toList();
  }

  /** What the process wrote. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Kills it as {@code kill -9} does: no handler of it runs, and its database stays behind. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Stops its database in the middle of whatever it does, as a disk that hangs would. */
  void freezeDatabase() {
    databases().forEach(each -> Command.run(REQUEST_LIMIT, "sh", "-c", "kill -STOP " + each.pid()));
  }

  /** Kills its database and then itself, as a power cut does. */
  void cutPower() {
    List<ProcessHandle> databases = databases();
    databases.forEach(ProcessHandle::destroyForcibly);
    kill();
    databases.forEach(each -> each.onExit().join());
  }

  /** Ends it as an operator would. */
  @Override
  public void close() {
    Command.stop(process, STOP_LIMIT);
  }

  private JsonNode get(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.http() + path))
            .header(
                "Authorization", "Bearer " + Files.readString(data.resolve("admin-token")).strip())
            .timeout(REQUEST_LIMIT)
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
      if (answer.statusCode() != 200) {
        throw new AssertionError(path + " answered " + answer.statusCode() + " " + answer.body());
      }
      return JSON.readTree(answer.body());
    }
  }

  private void awaitReady() {
    try {
      Awaitility.await()
          .atMost(START_LIMIT)
          .until(() -> !process.isAlive() || log().contains("Ironwake is ready"));
    } catch (ConditionTimeoutException late) {
      close();
      throw new AssertionError("Ironwake did not become ready\n" + log(), late);
    }
    if (!process.isAlive()) {
      throw new AssertionError("Ironwake ended\n" + log());
    }
  }
}
