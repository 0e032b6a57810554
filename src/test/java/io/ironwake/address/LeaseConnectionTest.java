package io.ironwake.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

class LeaseConnectionTest {
  private static final int POOLS_TIMEOUT_MILLIS = 30_000;

  private final List<Integer> timeouts = new ArrayList<>();
  private final LeaseConnection connection = new LeaseConnection(dataSource());

  private DataSource dataSource() {
    return (DataSource)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {DataSource.class},
            (proxy, method, arguments) -> connection());
  }

  private Connection connection() {
    return (Connection)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getNetworkTimeout" -> POOLS_TIMEOUT_MILLIS;
                  case "setNetworkTimeout" -> {
                    timeouts.add((Integer) arguments[1]);
                    yield null;
                  }
                  case "close" -> null;
                  default -> throw new UnsupportedOperationException(method.getName());
                });
  }

  @Test
  void theWriterWaitsShorterThanThePoolAndGivesBackWhatItTook() throws SQLException {
    connection.run(open -> timeouts);
    assertThat(timeouts).singleElement().matches(millis -> millis < POOLS_TIMEOUT_MILLIS);

    connection.rest();
    assertThat(timeouts).hasSize(2).endsWith(POOLS_TIMEOUT_MILLIS);
  }

  @Test
  void whatFailedIsGivenBackAsItWasToo() {
    assertThatThrownBy(
            () ->
                connection.run(
                    open -> {
                      throw new SQLException("broken");
                    }))
        .isInstanceOf(SQLException.class);
    assertThat(timeouts).hasSize(2).endsWith(POOLS_TIMEOUT_MILLIS);
  }
}
