package io.ironwake.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.mariadb.jdbc.Driver;

/**
 * The {@code mariadbd} process: its command line, its start, its end, and the end of one that
 * outlived its parent.
 */
final class MariaDbServer {
  /**
   * Small memory for a small site, and no TLS: on loopback it protects nothing, and making its keys
   * costs 8 to 12 s a start (MariaDB 11.4).
   */
  private static final List<String> SETTINGS =
      List.of(
          "--skip-ssl",
          "--skip-name-resolve",
          "--bind-address=127.0.0.1",
          "--socket=mariadbd.sock",
          "--pid-file=mariadbd.pid",
          "--default-time-zone=+00:00",
          "--character-set-server=utf8mb4",
          "--performance-schema=OFF",
          "--innodb-buffer-pool-size=64M",
          "--aria-pagecache-buffer-size=8M",
          "--key-buffer-size=1M",
          "--max-connections=100");

  private final Process process;

  private MariaDbServer(Process process) {
    this.process = process;
  }

  /**
   * Makes the system tables in an empty folder: root only by unix socket, no test database, nobody
   * anonymous.
   */
  static void install(MariaDbProgram program, Path data, Path log, Duration patience)
      throws IOException {
    List<String> command = command(program.installer(), program, data);
    command.addAll(
        List.of(
            "--auth-root-authentication-method=socket",
            "--skip-test-db",
            "--skip-name-resolve",
            "--force",
            "--skip-ssl"));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    waitFor(process, patience, "the database's system tables were not made");
    if (process.exitValue() != 0) {
      throw new EmbeddedDatabaseException(
          "the database's system tables were not made:\n" + tail(log));
    }
  }

  /** Starts the server and waits until the application's user can sign in. */
  static MariaDbServer start(
      MariaDbProgram program,
      Path folder,
      int port,
      EmbeddedMariaDb.Database database,
      Duration patience)
      throws IOException {
    Path users = folder.resolve("users.sql");
    PrivateFiles.write(users, userStatements(database));
    Process process = launch(program, folder, "--port=" + port, "--init-file=" + users);
    MariaDbServer server = new MariaDbServer(process);
    try {
      server.awaitAnswer(database, folder, patience);
      return server;
    } catch (RuntimeException e) {
      server.stop(patience);
      throw e;
    } finally {
      Files.deleteIfExists(users);
    }
  }

  private static Process launch(MariaDbProgram program, Path folder, String... more)
      throws IOException {
    List<String> command = command(program.server(), program, folder.resolve("data"));
    command.addAll(SETTINGS);
    command.addAll(List.of(more));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(log(folder).toFile())
        .start();
  }

  private static List<String> command(Path executable, MariaDbProgram program, Path data) {
    List<String> command = new ArrayList<>();
    command.addAll(
        List.of(
            executable.toString(),
            "--no-defaults",
            "--basedir=" + program.base(),
            dataArgument(data)));
    if ("root".equals(System.getProperty("user.name"))) {
      command.add("--user=root");
    }
    return command;
  }

  private static String dataArgument(Path data) {
    return "--datadir=" + data;
  }

  /** Run at every start, so that a lost password file or a restored older folder mends itself. */
  private static String userStatements(EmbeddedMariaDb.Database database) {
    String account = "'" + database.user() + "'@'127.0.0.1'";
    return String.join(
        "\n",
        "CREATE DATABASE IF NOT EXISTS "
            + database.user()
            + " CHARACTER SET utf8mb4 COLLATE utf8mb4_bin;",
        "CREATE OR REPLACE USER " + account + " IDENTIFIED BY '" + database.password() + "';",
        "GRANT ALL ON " + database.user() + ".* TO " + account + ";",
        "");
  }

  private void awaitAnswer(EmbeddedMariaDb.Database database, Path folder, Duration patience) {
    long giveUp = System.nanoTime() + patience.toNanos();
    while (!answers(database)) {
      if (!process.isAlive()) {
        throw new EmbeddedDatabaseException(
            "the database ended at once; its last words:\n" + tail(log(folder)));
      }
      if (System.nanoTime() > giveUp) {
        throw new EmbeddedDatabaseException(
            "the database did not answer within "
                + patience.toSeconds()
                + " s; its last words:\n"
                + tail(log(folder)));
      }
      pause();
    }
  }

  private static boolean answers(EmbeddedMariaDb.Database database) {
    Properties account = new Properties();
    account.setProperty("user", database.user());
    account.setProperty("password", database.password());
    try (Connection connection = new Driver().connect(database.jdbcUrl(), account)) {
      return connection.isValid(5);
    } catch (SQLException e) {
      return false;
    }
  }

  private void pause() {
    try {
      process.waitFor(50, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedDatabaseException("interrupted while the database started", e);
    }
  }

  /** Asks it to stop, and waits until its files are closed. */
  void stop(Duration patience) {
    process.destroy();
    waitFor(process, patience, "the database did not stop");
  }

  private static void waitFor(Process process, Duration patience, String failure) {
    try {
      if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        throw new EmbeddedDatabaseException(failure + " within " + patience.toSeconds() + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
      throw new EmbeddedDatabaseException("interrupted: " + failure, e);
    }
  }

  /** True when the last start failed because another program took the port first. */
  static boolean lostThePort(Path folder) {
    return tail(log(folder)).contains("Address already in use");
  }

  /**
   * Ends the server that a killed parent left running on this folder: it holds the tables' locks.
   * Only a {@code mariadbd} whose own command line names this very folder is touched.
   */
  static void endOrphan(Path data, Duration patience) {
    List<ProcessHandle> orphans =
        ProcessHandle.allProcesses().filter(each -> serves(each, data)).toList();
    for (ProcessHandle orphan : orphans) {
      orphan.destroy();
      try {
        orphan.onExit().get(patience.toMillis(), TimeUnit.MILLISECONDS);
      } catch (TimeoutException | ExecutionException e) {
        throw new EmbeddedDatabaseException(
            "process "
                + orphan.pid()
                + ", a database left from an earlier run, does not end; end it by hand",
            e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new EmbeddedDatabaseException("interrupted while an earlier database ended", e);
      }
    }
  }

  private static boolean serves(ProcessHandle process, Path data) {
    ProcessHandle.Info info = process.info();
    boolean mariadbd = info.command().filter(each -> each.contains("mariadbd")).isPresent();
    return mariadbd
        && Arrays.asList(info.arguments().orElse(new String[0])).contains(dataArgument(data));
  }

  private static Path log(Path folder) {
    return folder.resolve("mariadbd.log");
  }

  private static String tail(Path log) {
    try (Stream<String> lines = Files.lines(log)) {
      List<String> all = lines.toList();
      return String.join("\n", all.subList(Math.max(0, all.size() - 12), all.size()));
    } catch (IOException | RuntimeException e) {
      return "(" + log + " cannot be read)";
    }
  }
}
