package io.ironwake.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.api.callback.Callback;
import org.flywaydb.core.api.callback.Context;
import org.flywaydb.core.api.callback.Event;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatientMigrationsTest {
  private static final int POOLS_TIMEOUT_MILLIS = 30_000;

  private final AtomicInteger timeout = new AtomicInteger(POOLS_TIMEOUT_MILLIS);
  private final Connection connection = answering(Connection.class, this::connection);
  private final Context context = answering(Context.class, (method, arguments) -> connection);

  private interface Answer {
    Object to(String method, Object[] arguments);
  }

  private static <T> T answering(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
  }

  private Object connection(String method, Object[] arguments) {
    if (method.equals("setNetworkTimeout")) {
      timeout.set((Integer) arguments[1]);
    }
    return method.equals("getNetworkTimeout") ? timeout.get() : null;
  }

  @ParameterizedTest
  @ValueSource(strings = {"afterEachMigrate", "afterEachMigrateError"})
  void aMigrationHasNoLimitAndThePoolGetsItsOwnBack(String end) {
    FluentConfiguration configuration = new FluentConfiguration();
    new PatientMigrations().customize(configuration);

    tell(configuration, Event.BEFORE_MIGRATE);
    assertThat(timeout).hasValue(POOLS_TIMEOUT_MILLIS);
    tell(configuration, Event.BEFORE_EACH_MIGRATE);
    assertThat(timeout).hasValue(0);
    tell(configuration, Event.fromId(end));
    assertThat(timeout).hasValue(POOLS_TIMEOUT_MILLIS);
  }

  private void tell(FluentConfiguration configuration, Event event) {
    Arrays.stream(configuration.getCallbacks())
        .filter(callback -> supports(callback, event))
        .forEach(callback -> callback.handle(event, context));
  }

  private boolean supports(Callback callback, Event event) {
    return callback.supports(event, context);
  }
}
