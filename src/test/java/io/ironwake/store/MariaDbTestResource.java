package io.ironwake.store;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;

/**
 * One empty MariaDB for the whole test JVM. Annotate every {@code @QuarkusTest} with
 * {@code @QuarkusTestResource(MariaDbTestResource.class)}: it is global, so that the suite starts
 * one Quarkus only.
 */
public final class MariaDbTestResource implements QuarkusTestResourceLifecycleManager {
  static final Path PROGRAMS = Path.of("target", "mariadb-programs");
  private static final Path DATA = Path.of("target", "mariadb");

  private EmbeddedMariaDb server;

  @Override
  public Map<String, String> start() {
    try {
      PrivateFiles.deleteTree(DATA);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server = EmbeddedMariaDb.start(DATA, PROGRAMS);
    EmbeddedMariaDb.Database database = server.database();
    return Map.of(
        "quarkus.datasource.jdbc.url", database.jdbcUrl(),
        "quarkus.datasource.username", database.user(),
        "quarkus.datasource.password", database.password(),
        "ironwake.data", DATA.toString(),
        "ironwake.assets", Path.of("target", "test-assets").toString());
  }

  @Override
  public void stop() {
    server.close();
  }
}
