package io.ironwake.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BootServerTest {
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void end() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private BootServer server(int port) {
    Router router = Router.router(vertx);
    router.route().handler(context -> context.end(Thread.currentThread().getName()));
    return new BootServer(
        vertx, BootServer.options("127.0.0.1", port), router, BootServer.Limits.DEFAULT);
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0)) {
      return probe.getLocalPort();
    }
  }

  private static String get(int port) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://127.0.0.1:" + port + "/");
      return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString()).body();
    }
  }

  @Test
  void connectionsAreSharedAmongAsManyEventLoopsAsThereAreCores() throws Exception {
    int port = freePort();
    try (BootServer server = server(port)) {
      assertThat(server.listen("127.0.0.1", port, "--boot-port")).isEqualTo(port);
      Set<String> threads = new HashSet<>();
      for (int i = 0; i < 8; i++) {
        threads.add(get(port));
      }
      assertThat(threads).hasSize(Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 4));
    }
  }

  @Test
  void aClosedServerLeavesItsPort() throws Exception {
    int port = freePort();
    try (BootServer first = server(port)) {
      first.listen("127.0.0.1", port, "--boot-port");
    }
    await().untilAsserted(() -> new ServerSocket(port).close());
  }

  @Test
  void aTakenPortIsNamedWithTheFix() throws Exception {
    try (ServerSocket other = new ServerSocket(0);
        BootServer server = server(other.getLocalPort())) {
      int taken = other.getLocalPort();
      assertThatThrownBy(() -> server.listen("127.0.0.1", taken, "--boot-port"))
          .hasMessageContaining("is taken")
          .hasMessageContaining("--boot-port");
    }
  }
}
