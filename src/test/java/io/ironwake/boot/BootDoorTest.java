package io.ironwake.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ironwake.net.Ipv4;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BootDoorTest {
  private static final int AT_ONCE = 8;

  private final Vertx vertx = Vertx.vertx();
  private final BootQueue queue = new BootQueue(vertx);
  private final CountDownLatch leave = new CountDownLatch(1);
  private final List<String> handedOut = new CopyOnWriteArrayList<>();
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger gone = new AtomicInteger();
  private final HttpServer server = vertx.createHttpServer();

  @BeforeEach
  void listen() {
    BootDoor door = new BootDoor(vertx, queue, tree(), scripts(), null, null);
    Router router = Router.router(vertx);
    router.route().handler(context -> heard(context, door));
    server
        .requestHandler(router)
        .listen(0, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .join();
  }

  private void heard(RoutingContext context, BootDoor door) {
    context.response().closeHandler(closed -> gone.incrementAndGet());
    door.handle(context);
    asked.incrementAndGet();
  }

  private ScriptService scripts() {
    return new ScriptService(
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        Duration.ofSeconds(5),
        Duration.ofHours(12)) {
      @Override
      Optional<ScriptAnswer> atRest(String nonce, Ipv4 client, Ipv4 server, ScriptQuery query) {
        return Optional.empty();
      }

      @Override
      ScriptAnswer script(String nonce, Ipv4 client, Ipv4 server, ScriptQuery query) {
        handedOut.add(nonce);
        return new ScriptAnswer.Script("exit\n", new BootDecision.LocalBoot("test"));
      }
    };
  }

  private BootTree tree() {
    return new BootTree(null, null, null, null, null, null, null, null, null, null) {
      @Override
      Found look(Asked asked, String path) {
        return new Found.InTurn(
            () -> {
              handedOut.add(path);
              return new FileAnswer.Bytes("exit\n".getBytes(StandardCharsets.UTF_8));
            });
      }
    };
  }

  @AfterEach
  void end() {
    leave.countDown();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private Socket get(String path) throws IOException {
    Socket client = new Socket("127.0.0.1", server.actualPort());
    String request = "GET /boot/" + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
    client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    return client;
  }

  @Test
  void aClientThatWentWhileItWaitedIsHandedNothing() throws IOException {
    AtomicInteger running = new AtomicInteger();
    for (int i = 0; i < AT_ONCE; i++) {
      queue.run(
          () -> {
            running.incrementAndGet();
            leave.await();
            return 0;
          });
    }
    await().untilAtomic(running, org.hamcrest.Matchers.is(AT_ONCE));
    Socket wentAfterAScript = get("gone/script");
    Socket wentAfterAFile = get("gone/grub.cfg");
    try (Socket script = get("stays/script");
        Socket file = get("stays/grub.cfg")) {
      await().untilAtomic(asked, org.hamcrest.Matchers.is(4));
      wentAfterAScript.close();
      wentAfterAFile.close();
      await().untilAtomic(gone, org.hamcrest.Matchers.is(2));
      leave.countDown();

      assertThat(script.getInputStream().readAllBytes()).asString().endsWith("exit\n");
      assertThat(file.getInputStream().readAllBytes()).asString().endsWith("exit\n");
    }
    assertThat(handedOut).containsExactlyInAnyOrder("stays", "stays/grub.cfg");
  }
}
