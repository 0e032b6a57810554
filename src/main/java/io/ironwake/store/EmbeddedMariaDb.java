package io.ironwake.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;

/**
 * A real MariaDB server that belongs to one data folder: started before the application, stopped
 * after it. It listens on loopback only; root signs in through the unix socket only, the
 * application with a random password. Whatever the last run left behind (killed server, half-made
 * files) is cleared at the next start; committed rows survive it.
 */
public final class EmbeddedMariaDb implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int PORT_TRIES = 3;
  private static final String USER = "ironwake";

  private final DataLock lock;
  private final MariaDbServer server;
  private final Database database;

  /** How the application reaches a database. */
  public record Database(String jdbcUrl, String user, String password) {
    /** Without the password. */
    @Override
    public String toString() {
      return jdbcUrl + " as " + user;
    }
  }

  private EmbeddedMariaDb(DataLock lock, MariaDbServer server, Database database) {
    this.lock = lock;
    this.server = server;
    this.database = database;
  }

  /**
   * Starts the database of a data folder, which is made when missing; returns when it answers.
   *
   * @param dataDir the server's data folder; the database lives in {@code database} below it
   * @throws EmbeddedDatabaseException when the folder is in use or the database does not come up
   */
  public static EmbeddedMariaDb start(Path dataDir) {
    return start(dataDir, dataDir.resolve("database"));
  }

  /**
   * {@link #start(Path)} with the unpacked programs in a folder that several data folders share.
   */
  static EmbeddedMariaDb start(Path dataDir, Path programs) {
    try {
      Path data = PrivateFiles.folder(dataDir.toAbsolutePath().normalize());
      DataLock lock = DataLock.take(data);
      try {
        return open(
            lock,
            PrivateFiles.folder(data.resolve("database")),
            programs.toAbsolutePath().normalize());
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new EmbeddedDatabaseException(
          "cannot set up the database in " + dataDir + ": " + e.getMessage(), e);
    }
  }

  private static EmbeddedMariaDb open(DataLock lock, Path folder, Path programs)
      throws IOException {
    MariaDbServer.endOrphan(folder.resolve("data"), PATIENCE);
    clearLeftovers(folder);
    MariaDbProgram program = MariaDbProgram.locate(PrivateFiles.folder(programs));
    install(program, folder);
    String password =
        PrivateFiles.readOrCreate(folder.resolve("password"), EmbeddedMariaDb::randomPassword);
    for (int tries = 1; ; tries++) {
      int port = freePort();
      Database database =
          new Database(
              "jdbc:mariadb://127.0.0.1:" + port + "/" + USER + "?sslMode=disable", USER, password);
      try {
        return new EmbeddedMariaDb(
            lock, MariaDbServer.start(program, folder, port, database, PATIENCE), database);
      } catch (EmbeddedDatabaseException e) {
        if (tries == PORT_TRIES || !MariaDbServer.lostThePort(folder)) {
          throw e;
        }
      }
    }
  }

  /**
   * Makes the system tables aside and moves them in place whole, so that a cut leaves nothing
   * half-made.
   */
  private static void install(MariaDbProgram program, Path folder) throws IOException {
    Path data = folder.resolve("data");
    if (Files.isDirectory(data)) {
      return;
    }
    Path staging = Files.createTempDirectory(folder, "install-");
    MariaDbServer.install(program, staging, folder.resolve("install.log"), PATIENCE);
    Files.move(staging, data, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void clearLeftovers(Path folder) throws IOException {
    try (DirectoryStream<Path> halfMade = Files.newDirectoryStream(folder, "{install,unpack}-*")) {
      for (Path each : halfMade) {
        PrivateFiles.deleteTree(each);
      }
    }
  }

  private static String randomPassword() {
    byte[] random = new byte[24];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  private static int freePort() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }

  /** How to reach it; valid until {@link #close}. */
  public Database database() {
    return database;
  }

  /** Stops it cleanly and frees the data folder; call it when nobody uses the database any more. */
  @Override
  public void close() {
    try {
      server.stop(PATIENCE);
      lock.close();
    } catch (IOException e) {
      throw new EmbeddedDatabaseException(
          "the lock of the data folder was not freed: " + e.getMessage(), e);
    }
  }
}
