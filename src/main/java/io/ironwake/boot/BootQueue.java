package io.ironwake.boot;

import io.ironwake.problem.Problem;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The boot plane's work with the database: a few at a time, the others in the order they came. More
 * at once would only wait for each other, and, when a rack boots, so long for a connection that
 * some are refused.
 */
@ApplicationScoped
class BootQueue {
  /** Half of the connections; DHCP, the API and the journals have the other half. */
  private static final int AT_ONCE = 8;

  private final WorkerExecutor workers;
  private final AtomicLong troubles = new AtomicLong();
  private final AtomicInteger troublesInARow = new AtomicInteger();

  BootQueue(Vertx vertx) {
    this.workers = vertx.createSharedWorkerExecutor("boot-queue", AT_ONCE);
  }

  /**
   * Runs work in its turn; the future completes on the caller's context. What waited while the
   * database went away fails with it, so that its client is told at once and not after all before
   * it found out for themselves. The database is away when as many as run at once failed and none
   * succeeded between: one broken connection refuses nobody else.
   *
   * @return fails with what the work throws, or with a {@link Problem} of kind UNAVAILABLE
   */
  <T> Future<T> run(Callable<T> work) {
    long known = troubles.get();
    return workers.executeBlocking(() -> inTurn(work, known), false);
  }

  private <T> T inTurn(Callable<T> work, long known) throws Exception {
    if (troubles.get() != known && troublesInARow.get() >= AT_ONCE) {
      throw Problem.unavailable("the database did not answer others; ask again in a few seconds");
    }
    try {
      T result = work.call();
      troublesInARow.set(0);
      return result;
    } catch (Problem problem) {
      if (problem.kind() == Problem.Kind.UNAVAILABLE) {
        troublesInARow.incrementAndGet();
        troubles.incrementAndGet();
      }
      throw problem;
    }
  }
}
