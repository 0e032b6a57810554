package io.ironwake.store;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One empty MariaDB for the whole test JVM. Annotate every {@code @QuarkusTest} with
 * {@code @QuarkusTestResource(MariaDbTestResource.class)}: it is global, so that the suite starts
 * one Quarkus only.
 */
public final class MariaDbTestResource implements QuarkusTestResourceLifecycleManager {
  static final Path PROGRAMS = Path.of("target", "mariadb-programs");
  private static final Path DATA = Path.of("target", "mariadb");
  private static final Path ASSETS = Path.of("target", "test-assets");

  private EmbeddedMariaDb server;
  private DatabaseGate gate;

  @Override
  public Map<String, String> start() {
    try {
      PrivateFiles.deleteTree(DATA);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server = EmbeddedMariaDb.start(DATA, PROGRAMS);
    EmbeddedMariaDb.Database database = server.database();
    URI url = URI.create(database.jdbcUrl().substring("jdbc:".length()));
    gate = new DatabaseGate(url.getPort());
    return Map.of(
        "quarkus.datasource.jdbc.url",
            database.jdbcUrl().replace(":" + url.getPort() + "/", ":" + gate.port() + "/"),
        "quarkus.datasource.username", database.user(),
        "quarkus.datasource.password", database.password(),
        "ironwake.data", DATA.toString(),
        "ironwake.assets", ASSETS.toString(),
        "ironwake.sweep-every", "1s");
  }

  /**
   * Gives a test that declares a field of type {@code Consumer<Boolean>} the switch that takes the
   * database away.
   */
  @Override
  public void inject(TestInjector injector) {
    Consumer<Boolean> away = gate::shut;
    injector.injectIntoFields(away, field -> field.getType() == Consumer.class);
  }

  @Override
  public void stop() {
    gate.close();
    server.close();
  }
}
