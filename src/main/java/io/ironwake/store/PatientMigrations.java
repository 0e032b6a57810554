package io.ironwake.store;

import io.quarkus.flyway.FlywayConfigurationCustomizer;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;

/**
 * Lets a migration take as long as it must: one statement may rebuild a table of many years, which
 * the socket timeout of the pool would cut in its middle. Flyway's other statements keep the limit.
 */
@ApplicationScoped
class PatientMigrations implements FlywayConfigurationCustomizer {
  @Override
  public void customize(FluentConfiguration configuration) {
    List<Callback> all = new ArrayList<>(List.of(configuration.getCallbacks()));
    all.add(new Patience());
    configuration.callbacks(all.toArray(Callback[]::new));
  }

  /** For the one connection that migrations run on, one after the other. */
  static final class Patience implements Callback {
    private int limitMillis;

    @Override
    public boolean supports(Event event, Context context) {
      return event == Event.BEFORE_EACH_MIGRATE || isEnd(event);
    }

    private static boolean isEnd(Event event) {
      return event == Event.AFTER_EACH_MIGRATE || event == Event.AFTER_EACH_MIGRATE_ERROR;
    }

    @Override
    public boolean canHandleInTransaction(Event event, Context context) {
      return true;
    }

    @Override
    public void handle(Event event, Context context) {
      Connection connection = context.getConnection();
      try {
        if (isEnd(event)) {
          connection.setNetworkTimeout(Runnable::run, limitMillis);
        } else {
          limitMillis = connection.getNetworkTimeout();
          connection.setNetworkTimeout(Runnable::run, 0);
        }
      } catch (SQLException e) {
        throw new IllegalStateException("the database's connection broke in a migration", e);
      }
    }

    @Override
    public String getCallbackName() {
      return "patience";
    }
  }
}
