package io.ironwake.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ironwake.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BootQueueTest {
  private static final int AT_ONCE = 8;

  private final Vertx vertx = Vertx.vertx();
  private final BootQueue queue = new BootQueue(vertx);
  private final CountDownLatch leave = new CountDownLatch(1);
  private final AtomicInteger running = new AtomicInteger();

  @AfterEach
  void end() {
    leave.countDown();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private Future<Integer> occupy(int result) {
    return queue.run(
        () -> {
          running.incrementAndGet();
          leave.await();
          return result;
        });
  }

  @Test
  void aFewRunAtOnceAndAllInTheEnd() {
    List<Future<Integer>> all = new ArrayList<>();
    for (int i = 0; i < 3 * AT_ONCE; i++) {
      all.add(occupy(i));
    }
    await().untilAtomic(running, org.hamcrest.Matchers.is(AT_ONCE));
    leave.countDown();
    Future.all(all).toCompletionStage().toCompletableFuture().join();
    assertThat(all.stream().map(Future::result)).containsExactlyElementsOf(range(3 * AT_ONCE));
  }

  private static List<Integer> range(int size) {
    return java.util.stream.IntStream.range(0, size).boxed().toList();
  }

  @Test
  void whatWaitedWhileTheDatabaseWentAwayIsToldAtOnce() {
    for (int i = 0; i < AT_ONCE; i++) {
      failAfterLeaving();
    }
    await().untilAtomic(running, org.hamcrest.Matchers.is(AT_ONCE));
    List<Future<Integer>> waiting = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      waiting.add(queue.run(this::fail));
    }
    leave.countDown();

    await().until(() -> waiting.stream().allMatch(Future::isComplete));
    assertThat(waiting).allSatisfy(each -> assertUnavailable(each.cause()));
    assertThat(running)
        .as("those that were tried before all that ran had failed")
        .hasValueLessThan(3 * AT_ONCE);
    Future<String> later = queue.run(() -> "tried");
    await().until(later::isComplete);
    assertThat(later.result()).isEqualTo("tried");
  }

  @Test
  void oneBrokenConnectionRefusesNobodyElse() {
    Future<Integer> broken = failAfterLeaving();
    for (int i = 1; i < AT_ONCE; i++) {
      occupy(i);
    }
    await().untilAtomic(running, org.hamcrest.Matchers.is(AT_ONCE));
    List<Future<Integer>> waiting = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      waiting.add(queue.run(running::incrementAndGet));
    }
    leave.countDown();

    Future.all(waiting).toCompletionStage().toCompletableFuture().join();
    assertUnavailable(broken.cause());
  }

  @Test
  void troublesWithSuccessesBetweenRefuseNobodyElse() {
    occupy(0);
    List<Future<Integer>> all = new ArrayList<>();
    for (int i = 0; i < 4 * AT_ONCE; i++) {
      all.add(queue.run(this::fail));
      all.add(queue.run(running::incrementAndGet));
    }
    leave.countDown();

    await().until(() -> all.stream().allMatch(Future::isComplete));
    assertThat(all.stream().filter(Future::succeeded)).hasSize(4 * AT_ONCE);
  }

  private Future<Integer> failAfterLeaving() {
    return queue.run(
        () -> {
          running.incrementAndGet();
          leave.await();
          throw Problem.unavailable("away");
        });
  }

  private Integer fail() {
    running.incrementAndGet();
    throw Problem.unavailable("away");
  }

  private static void assertUnavailable(Throwable cause) {
    assertThat(cause)
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> assertThat(problem.kind()).isEqualTo(Problem.Kind.UNAVAILABLE));
  }
}
