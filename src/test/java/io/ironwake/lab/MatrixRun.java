package io.ironwake.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Switches one machine of the matrix on and follows it to the end of its install.
 *
 * @param cell which machine
 * @param seconds since power on, by the step reached
 * @param failure what went wrong, if anything did
 */
record MatrixRun(MatrixCell cell, Map<Step, Double> seconds, Optional<Throwable> failure) {
  private static final Duration LIMIT = Duration.ofMinutes(8);

  /** How far a boot has come. */
  enum Step {
    /** Ironwake heard the firmware's DHCP. */
    DHCP,
    /** Ironwake served the first file. */
    LOADER,
    /** The kernel wrote its first line. */
    KERNEL,
    /** The guest fetched its document and reported. */
    DONE,
    /** The firmware was sent on to the disk at its next network boot, and GRUB there started. */
    DISK
  }

  static MatrixRun of(MatrixSite site, MatrixCell cell) {
    Map<Step, Double> seconds = new LinkedHashMap<>();
    Instant on = Instant.now();
    try (Machine machine = site.start(cell)) {
      follow(site, cell, machine, on, seconds);
      return new MatrixRun(cell, seconds, Optional.empty());
    } catch (RuntimeException | AssertionError failure) {
      return new MatrixRun(cell, seconds, Optional.of(failure));
    } finally {
      events(site, cell, seconds, on);
    }
  }

  private static void follow(
      MatrixSite site, MatrixCell cell, Machine machine, Instant on, Map<Step, Double> seconds) {
    SerialLog serial = machine.serial();
    serial.await("Linux version \\S+-cloud-" + cell.firmware().arch(), LIMIT);
    seconds.put(Step.KERNEL, since(on, Instant.now()));
    String line = serial.await("^LAB cmdline: (.*)$", LIMIT).group(1);
    assertThat(line.split(" "))
        .as("kernel line")
        .contains("cell=" + cell.name())
        .anyMatch(word -> word.startsWith("config_url=" + cell.scheme()));
    serial.await("mac: " + cell.mac() + "$", LIMIT);
    assertThat(serial.document("config", LIMIT)).startsWith("report " + cell.scheme());
    serial.await("^LAB reported$", LIMIT);
    seconds.put(Step.DONE, since(on, Instant.now()));
    site.server().awaitState(cell.name(), "INSTALLED", Duration.ofSeconds(20));
    if (cell.bootsDisk()) {
      serial.await("^LAB reboot$(?s:.*)GRUB on the disk", LIMIT);
      seconds.put(Step.DISK, since(on, Instant.now()));
    }
  }

  private static void events(
      MatrixSite site, MatrixCell cell, Map<Step, Double> seconds, Instant on) {
    List<JsonNode> events = new ArrayList<>();
    site.server()
        .get("/api/v1/machines/" + cell.name() + "/events?limit=1000")
        .body()
        .path("items")
        .forEach(events::addFirst);
    first(events, event -> true).ifPresent(at -> seconds.put(Step.DHCP, since(on, at)));
    first(events, event -> event.path("kind").asText().equals("file"))
        .ifPresent(at -> seconds.put(Step.LOADER, since(on, at)));
  }

  private static Optional<Instant> first(List<JsonNode> events, Predicate<JsonNode> wanted) {
    return events.stream()
        .filter(wanted)
        .findFirst()
        .map(event -> Instant.parse(event.path("at").asText()));
  }

  private static double since(Instant from, Instant to) {
    return Duration.between(from, to).toMillis() / 1000.0;
  }

  /** Fails the test that looks at a machine which did not get there. */
  void orThrow() {
    if (failure.isPresent()) {
      throw new AssertionError(cell + ": " + failure.get().getMessage(), failure.get());
    }
  }
}
