package io.ironwake.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The database that lives in a data folder, through restarts and through the death of its parent.
 */
@Tag("database")
class EmbeddedMariaDbTest {
  private static final Path PROGRAMS = MariaDbTestResource.PROGRAMS;

  /** Longer than a unix socket's address may be (107 bytes): the server must not care. */
  private static final Path FOLDER =
      Path.of("target", "embedded", "a-folder-with-a-long-name".repeat(6));

  @BeforeEach
  void startWithNothing() throws IOException {
    PrivateFiles.deleteTree(FOLDER.getParent());
  }

  @Test
  void rowsSurviveARestart() throws SQLException {
    try (EmbeddedMariaDb first = EmbeddedMariaDb.start(FOLDER, PROGRAMS)) {
      write(first.database(), 7);
    }
    try (EmbeddedMariaDb second = EmbeddedMariaDb.start(FOLDER, PROGRAMS)) {
      assertThat(highest(second.database())).isEqualTo(7);
    }
    assertThat(servers()).isEmpty();
  }

  @Test
  void committedRowsSurviveTheKillOfTheParentAndItsOrphanIsEnded() throws Exception {
    Process parent = startParent();
    long acknowledged = killAfter(parent, 200);
    assertThat(servers()).as("the orphan").hasSize(1);

    try (EmbeddedMariaDb again = EmbeddedMariaDb.start(FOLDER, PROGRAMS)) {
      assertThat(highest(again.database())).isGreaterThanOrEqualTo(acknowledged);
      assertThat(servers()).hasSize(1);
    }
  }

  @Test
  void aSecondServerOnTheSameFolderIsToldWhoHasIt() throws Exception {
    Process parent = startParent();
    try {
      parent.inputReader().readLine();
      assertThatThrownBy(() -> EmbeddedMariaDb.start(FOLDER, PROGRAMS))
          .isInstanceOf(EmbeddedDatabaseException.class)
          .hasMessage(
              FOLDER.toAbsolutePath()
                  + " is in use by process "
                  + parent.pid()
                  + "; stop it or choose another --data");
    } finally {
      parent.destroyForcibly().waitFor();
    }
    EmbeddedMariaDb.start(FOLDER, PROGRAMS).close();
  }

  @Test
  void aSecondServerInTheSameProcessIsRefusedAndTheFirstKeepsItsLock() {
    try (EmbeddedMariaDb first = EmbeddedMariaDb.start(FOLDER, PROGRAMS)) {
      for (int i = 0; i < 2; i++) {
        assertThatThrownBy(() -> EmbeddedMariaDb.start(FOLDER, PROGRAMS))
            .hasMessageContaining("is in use by process");
      }
      assertThat(first.database().toString()).doesNotContain(first.database().password());
    }
  }

  @Test
  void rootHasNoNetworkSignInAndTheFolderIsPrivate() throws Exception {
    try (EmbeddedMariaDb database = EmbeddedMariaDb.start(FOLDER, PROGRAMS)) {
      for (String password : List.of("", "root", "invalid")) {
        assertThatThrownBy(
                () -> DriverManager.getConnection(database.database().jdbcUrl(), "root", password))
            .isInstanceOf(SQLException.class)
            .hasMessageContaining("Access denied");
      }
      assertThat(mode(FOLDER)).isEqualTo("rwx------");
      assertThat(mode(FOLDER.resolve("database/password"))).isEqualTo("rw-------");
      assertThat(FOLDER.resolve("database/users.sql")).doesNotExist();
    }
  }

  @Test
  void halfMadeFoldersOfAnEarlierRunAreCleared() throws IOException {
    Path leftover = PrivateFiles.folder(FOLDER.resolve("database/install-123/mysql"));
    EmbeddedMariaDb.start(FOLDER, PROGRAMS).close();
    assertThat(leftover.getParent()).doesNotExist();
  }

  /**
   * The parent that gets killed: writes rows for ever and prints each number once it is committed.
   */
  public static final class Parent {
    private Parent() {}

    public static void main(String[] args) throws Exception {
      EmbeddedMariaDb.Database database = EmbeddedMariaDb.start(FOLDER, PROGRAMS).database();
      for (int n = 1; ; n++) {
        write(database, n);
        System.out.println(n);
      }
    }
  }

  private static Process startParent() throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return new ProcessBuilder(
            java, "-cp", System.getProperty("java.class.path"), Parent.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static long killAfter(Process parent, int rows) throws IOException, InterruptedException {
    BufferedReader lines = parent.inputReader();
    long last = 0;
    for (int i = 0; i < rows; i++) {
      last = Long.parseLong(lines.readLine());
    }
    parent.destroyForcibly().waitFor();
    return last;
  }

  private static void write(EmbeddedMariaDb.Database database, int n) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE IF NOT EXISTS number (n BIGINT PRIMARY KEY)");
      statement.execute(String.format(Locale.ROOT, "INSERT INTO number VALUES (%d)", n));
    }
  }

  private static long highest(EmbeddedMariaDb.Database database) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("SELECT MAX(n) FROM number")) {
      rows.next();
      return rows.getLong(1);
    }
  }

  private static Connection connect(EmbeddedMariaDb.Database database) throws SQLException {
    return DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
  }

  private static List<ProcessHandle> servers() {
    String data = "--datadir=" + FOLDER.toAbsolutePath().resolve("database/data");
    return ProcessHandle.allProcesses()
        .filter(each -> List.of(each.info().arguments().orElse(new String[0])).contains(data))
        .toList();
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}
