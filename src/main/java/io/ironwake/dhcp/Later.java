package io.ironwake.dhcp;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Runs work off the event loop, at once or later. */
interface Later extends AutoCloseable {
  /** Runs {@code work} after {@code delay}, one piece at a time. */
  void run(Duration delay, Runnable work);

  /** Time since some fixed moment. */
  Duration now();

  /** Drops what is waiting. */
  @Override
  void close();

  /** A thread of its own. */
  static Later onThread(String name) {
    ScheduledExecutorService thread =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
    return new Later() {
      @Override
      public void run(Duration delay, Runnable work) {
        var unused = thread.schedule(() -> logged(work), delay.toMillis(), TimeUnit.MILLISECONDS);
      }

      @Override
      public Duration now() {
        return Duration.ofNanos(System.nanoTime());
      }

      @Override
      public void close() {
        thread.shutdownNow();
      }
    };
  }

  private static void logged(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException defect) {
      Logger.getLogger(Later.class).error("work put off failed", defect);
    }
  }
}
