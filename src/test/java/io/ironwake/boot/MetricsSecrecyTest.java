package io.ironwake.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ironwake.machine.Machine;
import io.ironwake.store.MariaDbTestResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Metrics are read without a token, so no path in them may hold a nonce or a token. */
@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class MetricsSecrecyTest {
  @Inject BootLab lab;
  @Inject MeterRegistry meters;

  @BeforeEach
  void open() {
    lab.open();
  }

  @Test
  void pathsOfTheBootPlaneAreCountedByKindOnly() {
    Machine machine = lab.approved(lab.generic("generic"));
    String report = lab.reportUrl(lab.bootScript(machine));
    lab.get(report + "/progress");

    await().untilAsserted(() -> assertThat(paths()).contains("/boot", "/config", "/report"));
    assertThat(paths()).noneMatch(path -> path.matches("/(boot|config|report)/.*"));
  }

  private List<String> paths() {
    return meters.find("http.server.requests").timers().stream()
        .map(timer -> Optional.ofNullable(timer.getId().getTag("uri")).orElse(""))
        .toList();
  }
}
