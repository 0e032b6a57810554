package io.ironwake.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What each command asks, and what it says of the answer. */
class AssetsCommandTest {
  private static final String JOBS = "/api/v1/assets/syncs";

  @TempDir Path folder;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Map<String, Answer> answers = new ConcurrentHashMap<>();
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private HttpServer server;
  private Path token;

  private record Answer(int status, String body) {}

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
    token = Files.writeString(folder.resolve("token"), "iw_secret\n");
  }

  @AfterEach
  void shut() {
    server.stop(0);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
      boolean known =
          "Bearer iw_secret".equals(exchange.getRequestHeaders().getFirst("Authorization"));
      asked.add(request + (body.isEmpty() || body.length() > 300 ? "" : " " + body));
      Answer answer =
          known
              ? answers.getOrDefault(request, new Answer(404, "{\"detail\": \"not here\"}"))
              : new Answer(401, "{\"detail\": \"the token is unknown\"}");
      byte[] bytes = answer.body.getBytes(UTF_8);
      exchange.sendResponseHeaders(answer.status, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private int run(String... words) {
    CommandLine line = new CommandLine(new AssetsCommand());
    line.setOut(new PrintWriter(out, true));
    line.setErr(new PrintWriter(err, true));
    line.setExecutionExceptionHandler(
        (failure, command, parsed) -> {
          command.getErr().println(failure.getMessage());
          return 1;
        });
    String[] all = new String[words.length + 4];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--server";
    all[words.length + 1] = "http://127.0.0.1:" + server.getAddress().getPort();
    all[words.length + 2] = "--token-file";
    all[words.length + 3] = token.toString();
    return line.execute(all);
  }

  @Test
  void aSyncIsOrderedAndItsEndTold() {
    answers.put(
        "POST " + JOBS,
        new Answer(
            202,
            "{\"id\":\"7\",\"state\":\"done\",\"release\":\"flatcar/1/arm64\",\"ended\":\"x\",\"bytes\":1400000000}"));
    assertThat(run("sync", "flatcar", "stable", "--arch", "arm64")).isZero();
    assertThat(asked)
        .containsExactly(
            "POST " + JOBS + " {\"vendor\":\"flatcar\",\"version\":\"stable\",\"arch\":\"arm64\"}");
    assertThat(out).hasToString("flatcar/1/arm64: done, 1.4 GB\n");
  }

  @Test
  void aSyncThatFailsFailsTheCommandAndSaysWhy() {
    answers.put(
        "POST " + JOBS,
        new Answer(
            202,
            "{\"id\":\"7\",\"state\":\"failed\",\"order\":\"flatcar stable amd64\",\"ended\":\"x\",\"reason\":\"do this\"}"));
    assertThat(run("sync", "flatcar", "stable")).isEqualTo(1);
    assertThat(out).hasToString("flatcar stable amd64: failed: do this\n");
  }

  @Test
  void aRefusalIsToldInTheServicesWords() throws IOException {
    assertThat(run("remove", "flatcar/1/amd64")).isEqualTo(1);
    assertThat(err.toString()).isEqualTo("not here\n");
    Files.writeString(token, "another");
    run("list");
    assertThat(err.toString()).endsWith("the token is unknown\n").doesNotContain("another");
  }

  @Test
  void whatIsHereIsListedWithWhoNeedsIt() {
    answers.put(
        "GET /api/v1/assets",
        new Answer(
            200,
            "{\"items\":[{\"release\":\"k3os/v1/amd64\",\"bytes\":523000000,\"proof\":\"checksums\","
                + "\"pinned-by\":\"me\",\"used-by\":[\"profile 'a'\",\"profile 'b'\"]}],\"used\":523000000,\"budget\":200000000000}"));
    assertThat(run("list")).isZero();
    assertThat(out.toString())
        .contains("k3os/v1/amd64")
        .contains("523 MB")
        .contains("pinned")
        .contains("profile 'a', profile 'b'")
        .endsWith("together 523 MB of 200.0 GB\n");
  }

  @Test
  void releasesAreNamedAsTheyAreListed() {
    answers.put("PUT /api/v1/assets/releases/k3os/v1%2Bk3s4/amd64/pin", new Answer(204, ""));
    answers.put("DELETE /api/v1/assets/releases/k3os/v1%2Bk3s4/amd64/pin", new Answer(204, ""));
    assertThat(run("pin", "k3os/v1+k3s4/amd64")).isZero();
    assertThat(run("unpin", "k3os/v1+k3s4/amd64")).isZero();
    assertThat(run("remove", "k3os/v1")).isEqualTo(1);
    assertThat(run("remove", "k3os/../amd64?x")).isEqualTo(1);
    assertThat(asked).hasSize(2);
  }

  @Test
  void garbageGoesOnlyWhenSaidTwice() {
    answers.put(
        "POST /api/v1/assets/gc",
        new Answer(
            200,
            "[{\"release\":\"a/1/amd64\",\"goes\":true},{\"release\":\"b/1/amd64\",\"goes\":false,\"reason\":\"pinned\"}]"));
    assertThat(run("gc")).isZero();
    assertThat(out).hasToString("a/1/amd64  would go\nb/1/amd64  stays: pinned\n");
    run("gc", "--really", "--older-than", "7");
    assertThat(asked.getFirst()).contains("\"dry-run\":true");
    assertThat(asked.getLast()).contains("\"dry-run\":false").contains("PT168H");
  }

  @Test
  void anUploadGoesOnWhereAnEarlierOneStopped() throws IOException {
    Path tar = Files.write(folder.resolve("big release.tar"), new byte[5 << 20]);
    String upload = "PUT /api/v1/assets/uploads/big_release.tar?offset=";
    answers.put(upload + 0, new Answer(409, "{\"detail\": \"go on\", \"bytes\": 1000}"));
    answers.put(upload + 1000, new Answer(200, "{\"bytes\": 4195304}"));
    answers.put(upload + 4195304, new Answer(200, "{\"bytes\": 5242880}"));
    answers.put(
        "POST /api/v1/assets/imports",
        new Answer(202, "{\"id\":\"7\",\"state\":\"done\",\"ended\":\"x\"}"));
    assertThat(run("import", "generic", "12", tar.toString(), "--within", "a/b")).isZero();
    assertThat(asked.getLast())
        .contains("\"upload\":\"big_release.tar\"")
        .contains("\"within\":\"a/b\"");
  }

  @Test
  void aFolderIsSentFileByFileWithoutItsLinks() throws IOException {
    Path release = Files.createDirectories(folder.resolve("rel"));
    Files.writeString(release.resolve("vmlinuz"), "a kernel");
    Files.createSymbolicLink(release.resolve("link"), token);
    answers.put(
        "PUT /api/v1/assets/uploads/rel/vmlinuz?offset=0", new Answer(200, "{\"bytes\": 8}"));
    answers.put(
        "POST /api/v1/assets/imports",
        new Answer(202, "{\"id\":\"7\",\"state\":\"done\",\"ended\":\"x\"}"));
    assertThat(run("import", "generic", "12", release.toString())).isZero();
    assertThat(asked).hasSize(2);
  }

  @Test
  void withoutATokenOrAServiceTheFixIsNamed() throws IOException {
    server.stop(0);
    assertThat(run("list")).isEqualTo(1);
    assertThat(err.toString()).contains("ironwake serve", "--server");
    Files.delete(token);
    assertThat(run("list")).isEqualTo(1);
    assertThat(err.toString()).contains("--token-file");
  }
}
