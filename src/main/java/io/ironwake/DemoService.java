package io.ironwake;

import io.quarkus.runtime.Quarkus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine;

/** {@code serve} in this process, on loopback and the demo's ports. Its log goes to a file. */
final class DemoService {
  private static final Duration STOP = Duration.ofSeconds(30);

  private final CompletableFuture<Integer> end = new CompletableFuture<>();

  private DemoService() {}

  /** Starts it on a thread of its own. */
  static DemoService start(Path data, String loopback, DemoPorts ports) {
    System.setProperty("quarkus.log.console.level", "ERROR");
    System.setProperty("quarkus.log.file.enabled", "true");
    System.setProperty("quarkus.log.file.path", data.resolve("ironwake.log").toString());
    System.setProperty("quarkus.log.file.format", "%d{HH:mm:ss,SSS} %-5p %s%e%n");
    System.setProperty("ironwake.hold-every", "PT2S");
    System.setProperty("ironwake.serve.boot-host", "127.0.0.1");
    DemoService service = new DemoService();
    Thread thread = new Thread(() -> service.run(arguments(data, loopback, ports)), "service");
    thread.setDaemon(true);
    thread.start();
    return service;
  }

  private static List<String> arguments(Path data, String loopback, DemoPorts ports) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--data", data.toString(), "--interface", loopback));
    arguments.addAll(List.of("--assets", data.resolve("pxe-assets").toString()));
    arguments.addAll(List.of("--dhcp-port", "" + ports.dhcp(), "--pxe-port", "" + ports.pxe()));
    arguments.addAll(List.of("--tftp-port", "" + ports.tftp(), "--boot-port", "" + ports.boot()));
    arguments.addAll(List.of("--http-host", "127.0.0.1", "--http-port", "" + ports.http()));
    arguments.addAll(List.of("--management-port", "" + ports.management()));
    return arguments;
  }

  private void run(List<String> arguments) {
    int status = 1;
    try {
      status = new CommandLine(new ServeCommand()).execute(arguments.toArray(String[]::new));
    } finally {
      end.complete(status);
    }
  }

  /** True when it has ended, by itself or because it was stopped. */
  boolean hasEnded() {
    return end.isDone();
  }

  /** Waits at most that long for its end; true when it has ended. */
  boolean endsWithin(Duration time) throws InterruptedException {
    try {
      end.get(time.toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException stillRuns) {
      return false;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
    return true;
  }

  /** Waits until it ends. */
  void await() throws InterruptedException {
    end.handle((status, failure) -> status).join();
  }

  /** Stops it, and waits until its database is closed. */
  void stop() throws InterruptedException {
    if (!hasEnded()) {
      Quarkus.asyncExit(0);
    }
    if (!endsWithin(STOP)) {
      throw new IllegalStateException("the service did not stop within " + STOP.toSeconds() + " s");
    }
  }
}
