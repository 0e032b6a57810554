package io.ironwake.boot;

import io.ironwake.net.Ipv4;
import io.ironwake.problem.Problem;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * {@link BootTree} over TFTP: a long read has threads of its own, and what needs the database waits
 * its turn with the rest of the boot plane.
 */
@ApplicationScoped
class TftpFiles implements BootFiles {
  private static final Logger LOG = Logger.getLogger(TftpFiles.class);
  private static final int THREADS = 8;
  private static final int WAITING = 4096;
  private static final Duration SECOND_LOOK = Duration.ofMillis(250);
  private static final int MOST_LOOKING_AGAIN = 1024;
  private static final FileAnswer BUSY =
      new FileAnswer.Trouble("Ironwake is busy; ask again in a few seconds");
  private static final FileAnswer UNDECIDED = new FileAnswer.Trouble("not decided yet");

  private final BootTree tree;
  private final BootQueue queue;
  private final AtomicInteger inTurn = new AtomicInteger();
  private final AtomicInteger lookingAgain = new AtomicInteger();
  private final ThreadPoolExecutor workers =
      new ThreadPoolExecutor(
          THREADS,
          THREADS,
          10,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(WAITING),
          Thread.ofPlatform().daemon().name("tftp-files-", 0).factory());

  TftpFiles(BootTree tree, BootQueue queue) {
    this.tree = tree;
    this.queue = queue;
    workers.allowCoreThreadTimeOut(true);
  }

  void stop(@Observes ShutdownEvent event) {
    workers.shutdown();
  }

  @Override
  public CompletionStage<FileAnswer> tftp(Ipv4 client, String name) {
    CompletionStage<FileAnswer> first = look(client, name);
    boolean early =
        first.toCompletableFuture().getNow(UNDECIDED) instanceof FileAnswer.NotFound(String reason)
            && reason.equals(Waiting.NO_LINK);
    return early ? lookAgain(client, name, first) : first;
  }

  /**
   * Where another server gives the addresses, its acknowledgement may be in use before our note of
   * whose address it is.
   */
  private CompletionStage<FileAnswer> lookAgain(
      Ipv4 client, String name, CompletionStage<FileAnswer> first) {
    if (lookingAgain.incrementAndGet() > MOST_LOOKING_AGAIN) {
      lookingAgain.decrementAndGet();
      return first;
    }
    return new CompletableFuture<Ipv4>()
        .completeOnTimeout(client, SECOND_LOOK.toMillis(), TimeUnit.MILLISECONDS)
        .thenCompose(
            late -> {
              lookingAgain.decrementAndGet();
              return look(late, name);
            });
  }

  private CompletionStage<FileAnswer> look(Ipv4 client, String name) {
    BootTree.Asked asked =
        new BootTree.Asked(Door.TFTP, client, LocalAddress.towards(client), true);
    try {
      return switch (tree.look(asked, name)) {
        case BootTree.Found.Now now -> CompletableFuture.completedFuture(now.answer());
        case BootTree.Found.Later later ->
            CompletableFuture.supplyAsync(later.work(), workers)
                .exceptionally(failure -> failed(client, failure));
        case BootTree.Found.InTurn waits -> inTurn(client, waits.work());
      };
    } catch (RejectedExecutionException full) {
      return CompletableFuture.completedFuture(BUSY);
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(failed(client, e));
    }
  }

  private CompletionStage<FileAnswer> inTurn(Ipv4 client, Supplier<FileAnswer> work) {
    if (inTurn.incrementAndGet() > WAITING) {
      inTurn.decrementAndGet();
      return CompletableFuture.completedFuture(BUSY);
    }
    return queue
        .run(work::get)
        .onComplete(done -> inTurn.decrementAndGet())
        .otherwise(failure -> failed(client, failure))
        .toCompletionStage();
  }

  private static FileAnswer failed(Ipv4 client, Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException wrapped && wrapped.getCause() != null
            ? wrapped.getCause()
            : failure;
    if (cause instanceof Problem problem) {
      return new FileAnswer.Trouble(problem.detail());
    }
    LOG.warnf(cause, "tftp request from %s could not be decided", client);
    return new FileAnswer.Trouble("Ironwake has an internal problem; its log says which");
  }
}
