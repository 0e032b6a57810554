package io.ironwake.lab;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs programs in bounded time. */
final class Command {
  /** What a program that ended left: its exit status and all it wrote to either stream. */
  record Result(int status, String output) {
    Result orThrow(String what) {
      if (status != 0) {
        throw new IllegalStateException(what + " ended with status " + status + ": " + output);
      }
      return this;
    }
  }

  private Command() {}

  /** Runs a program that must succeed. */
  static String run(Duration limit, String... words) {
    return run(limit, List.of(words), Map.of()).orThrow(String.join(" ", words)).output();
  }

  /** Runs a program to its end; one that takes longer than the limit is killed. */
  static Result run(Duration limit, List<String> words, Map<String, String> environment) {
    try {
      Path output = Files.createTempFile("ironwake-lab", ".out");
      try {
        Process process = start(words, environment, Path.of("."), output);
        awaitEnd(process, limit, words);
        return new Result(process.exitValue(), Files.readString(output));
      } finally {
        Files.delete(output);
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** Starts a program whose both streams go to a file. */
  static Process start(
      List<String> words, Map<String, String> environment, Path directory, Path output) {
    ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(words));
    builder.environment().putAll(environment);
    builder.directory(directory.toFile());
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    builder.redirectInput(new File("/dev/null"));
    try {
      return builder.start();
    } catch (IOException notStarted) {
      throw new UncheckedIOException(notStarted);
    }
  }

  /** Ends a process: politely first, by force after the limit. */
  static void stop(Process process, Duration limit) {
    process.destroy();
    try {
      if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private static void awaitEnd(Process process, Duration limit, List<String> words) {
    try {
      if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
    throw new IllegalStateException(
        String.join(" ", words) + " did not end within " + limit.toMillis() + " ms");
  }
}
