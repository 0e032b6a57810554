package io.ironwake.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ironwake.net.Ipv4;
import io.ironwake.problem.Problem;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TftpFilesTest {
  private static final int AT_ONCE = 8;
  private static final Ipv4 CLIENT = Ipv4.parse("127.0.0.1");
  private static final FileAnswer TEXT =
      new FileAnswer.Bytes("text".getBytes(StandardCharsets.UTF_8));

  private final Vertx vertx = Vertx.vertx();
  private final BootQueue queue = new BootQueue(vertx);
  private final CountDownLatch leave = new CountDownLatch(1);

  @AfterEach
  void end() {
    leave.countDown();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private CompletableFuture<FileAnswer> ask(BootTree.Found found) {
    BootTree tree =
        new BootTree(null, null, null, null, null, null, null, null, null, null) {
          @Override
          Found look(Asked asked, String path) {
            return found;
          }
        };
    return new TftpFiles(tree, queue).tftp(CLIENT, "grub.cfg").toCompletableFuture();
  }

  private CompletableFuture<FileAnswer> script(Supplier<FileAnswer> work) {
    return ask(new BootTree.Found.InTurn(work));
  }

  @Test
  void aScriptWaitsItsTurnWithTheOthersWorkAndAFileDoesNot() {
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
    AtomicInteger scripts = new AtomicInteger();
    CompletableFuture<FileAnswer> script =
        script(
            () -> {
              scripts.incrementAndGet();
              return TEXT;
            });

    assertThat(ask(new BootTree.Found.Later(() -> TEXT)).join()).isSameAs(TEXT);
    assertThat(scripts).hasValue(0);
    leave.countDown();
    assertThat(script.join()).isSameAs(TEXT);
  }

  @Test
  void whatFailsIsToldToTheClient() {
    assertThat(
            script(
                    () -> {
                      throw Problem.unavailable("the database is away");
                    })
                .join())
        .isEqualTo(new FileAnswer.Trouble("the database is away"));
    Supplier<FileAnswer> broken =
        () -> {
          throw new IllegalStateException("broken");
        };
    assertThat(script(broken).join()).isInstanceOf(FileAnswer.Trouble.class);
    assertThat(ask(new BootTree.Found.Later(broken)).join()).isInstanceOf(FileAnswer.Trouble.class);
  }
}
