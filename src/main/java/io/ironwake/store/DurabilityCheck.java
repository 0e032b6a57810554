package io.ironwake.store;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.jboss.logging.Logger;

/**
 * Looks whether the database keeps what it commits, at start and now and then, since an operator
 * may change it under way. It stops nothing: a lab may want speed; but nobody shall believe in a
 * promise that does not hold.
 */
@Wellness
@ApplicationScoped
class DurabilityCheck implements HealthCheck {
  private static final Logger LOG = Logger.getLogger(DurabilityCheck.class);
  private static final String QUERY =
      Durability.NAMES.stream()
          .collect(
              Collectors.joining("', '", "SHOW GLOBAL VARIABLES WHERE Variable_name IN ('", "')"));

  private final DataSource dataSource;
  private volatile List<String> faults = List.of();

  DurabilityCheck(DataSource dataSource, MeterRegistry metrics) {
    this.dataSource = dataSource;
    metrics.gauge("ironwake.database.durable", this, check -> check.faults.isEmpty() ? 1 : 0);
  }

  void start(@Observes StartupEvent event) {
    look();
  }

  @Scheduled(every = "10m", delayed = "10m")
  void look() {
    try {
      tell(new Durability(read()).faults());
    } catch (SQLException away) {
      LOG.debugf("the database's variables could not be read: %s", away.getMessage());
    }
  }

  private void tell(List<String> found) {
    if (found.equals(faults)) {
      return;
    }
    found.stream().filter(each -> !faults.contains(each)).forEach(LOG::warn);
    if (found.isEmpty()) {
      LOG.info("MariaDB syncs each commit to disk again");
    }
    faults = found;
  }

  private Map<String, String> read() throws SQLException {
    Map<String, String> variables = new HashMap<>();
    try (Connection connection = dataSource.getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(QUERY)) {
      while (rows.next()) {
        variables.put(rows.getString(1).toLowerCase(Locale.ROOT), rows.getString(2));
      }
    }
    return variables;
  }

  /** What was found at the last look. */
  List<String> faults() {
    return faults;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer =
        HealthCheckResponse.named("commits are on disk").status(faults.isEmpty());
    for (int i = 0; i < faults.size(); i++) {
      answer = answer.withData("fault-" + (i + 1), faults.get(i));
    }
    return answer.build();
  }
}
