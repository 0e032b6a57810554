package io.ironwake.boot;

import static io.ironwake.boot.BootLab.configUrl;
import static io.ironwake.boot.BootLab.isInstall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState.Installed;
import io.ironwake.store.MariaDbTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The database goes away in the middle of an install and comes back. */
@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class DatabaseAwayTest {
  @Inject BootLab lab;

  /** Set by the test resource. */
  Consumer<Boolean> databaseAway;

  @BeforeEach
  void open() {
    lab.open();
  }

  @AfterEach
  void back() {
    databaseAway.accept(false);
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> lab.machine(lab.generic("generic")) != null);
  }

  @Test
  void nothingIsHandedOutAndEverythingRecovers() {
    Machine fresh = lab.approved(lab.generic("generic"));
    Machine running = lab.approved(lab.generic("generic"));
    String script = lab.bootScript(running);
    String report = lab.reportUrl(script);
    String boot = lab.power(fresh);

    databaseAway.accept(true);
    isAway(lab.get(boot + "/script"));
    isAway(lab.get(report + "/installed"));
    assertThat(lab.get(boot + "/boot.ipxe").statusCode())
        .as("the stub needs no database")
        .isEqualTo(200);
    assertThat(lab.power(fresh)).as("DHCP decides from memory").isNotEmpty();
    CompletableFuture<HttpResponse<String>> config =
        CompletableFuture.supplyAsync(() -> lab.get(configUrl(script)));
    isAway(lab.get(boot + "/script"));
    assertThat(config).as("held open").isNotDone();

    databaseAway.accept(false);
    assertThat(config.join().statusCode()).isEqualTo(200);
    await()
        .atMost(Duration.ofSeconds(30))
        .untilAsserted(() -> assertThat(isInstall(lab.script(boot))).isTrue());
    assertThat(lab.attempts(fresh)).isEqualTo(1);
    assertThat(lab.get(report + "/installed").statusCode()).isEqualTo(200);
    assertThat(lab.state(running)).isInstanceOf(Installed.class);
  }

  private static void isAway(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.headers().firstValue("Retry-After")).isPresent();
    assertThat(answer.body()).doesNotContain("kernel", "jdbc", "SQL");
  }
}
