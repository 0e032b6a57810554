package io.ironwake.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ironwake.RequiredTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.awaitility.Awaitility;

/**
 * Debian's real installer, booted from the network and followed until the first command of its
 * preseed file has called back. It is held there: its mirror is not in the laboratory.
 */
final class DebianInstaller {
  private static final String NAME = "debian-installer";
  private static final String MAC = "52:54:00:0a:64:00";

  /** With less the installer stops at a question about its low memory, whatever its priority. */
  private static final int MEMORY = 1024;

  private static final Duration LIMIT = Duration.ofMinutes(5);
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final List<Integer> RELEASES = List.of(12, 13);

  private static final String PROFILE =
      """
        - name: debian-installer
          os: debian
          version: "%d"
          arguments: [quiet]
          config:
            ssh-authorized-keys: ["ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIIronwakeDebianLaboratoryKeyIronwakeLab debian-ops"]
            installer-arguments: ["console=ttyS0,115200", no_timer_check, DEBIAN_FRONTEND=text]
            early-commands:
              - 'printf "\\nLAB cmdline: %%s\\n" "$(cat /proc/cmdline)" >/dev/console'
              - 'printf "\\nLAB early {mac}\\n" >/dev/console; while sleep 60; do :; done'
      """;
  private static final String MACHINE =
      """
        - name: debian-installer
          macs: ["%s"]
          profile: debian-installer
          disk: /dev/vda
          approved: true
      """
          .formatted(MAC);

  private final MatrixSite site;

  private DebianInstaller(MatrixSite site) {
    this.site = site;
  }

  /** Aborts the calling test where the installer's package is not there. */
  static void require() {
    RequiredTool.require(
        folder().orElse(folder(RELEASES.getFirst())).resolve("initrd.gz").toString(),
        "debian-installer-12-netboot-amd64, or -13- on Debian 13");
  }

  static boolean isThere() {
    return folder().isPresent();
  }

  static String profile() {
    return release().map(PROFILE::formatted).orElse("");
  }

  static String machine() {
    return isThere() ? MACHINE : "";
  }

  /** Places its kernel and its initrd as an operator does. */
  static void place(Path assets) {
    release().ifPresent(release -> place(assets, release));
  }

  private static void place(Path assets, int release) {
    try {
      Path target = assets.resolve("debian").resolve(Integer.toString(release)).resolve("amd64");
      Files.createDirectories(target);
      for (String each : List.of("linux", "initrd.gz")) {
        Files.copy(folder(release).resolve(each), target.resolve(each));
      }
      Command.run(SOON, "sh", "-c", "cd " + target + " && sha256sum * >SHA256SUMS");
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** Switches its machine on, follows it, and cuts its power. */
  static void run(MatrixSite site) {
    try (Machine machine = site.start(Firmware.BIOS_IPXE_ROM, NAME, MAC, MEMORY)) {
      new DebianInstaller(site).follow(machine);
    }
  }

  private void follow(Machine machine) {
    SerialLog serial = machine.serial();
    Matcher called = serial.await("LAB cmdline: (.*)$|Prompt: ", LIMIT);
    assertThat(called.group()).as("it asks: %s", serial.text()).doesNotContain("Prompt");
    serial.await("LAB early " + MAC, SOON);
    String line = called.group(1).strip();
    assertThat(line.replaceFirst("http://10\\.77\\.0\\.1:8069/config/[^/]{22,}/", "CONFIG/"))
        .as("the kernel line is the approved one")
        .endsWith(approvedLine())
        .contains("url=CONFIG/preseed.cfg");
    assertThat(audit())
        .as("audit")
        .containsSubsequence("approve", "installer-served", "config-served");
    Awaitility.await("its call").atMost(SOON).until(() -> events("report").contains("PROGRESS"));
    assertThat(events("config")).contains("preseed.cfg", "early.sh").doesNotContain("late.sh");
    assertThat(site.server().state(NAME)).isEqualTo("INSTALLING");
    assertThat(machine.diskBlocks()).as("blocks written to its disk").isZero();
  }

  private String approvedLine() {
    String line =
        site.server()
            .get("/api/v1/machines/" + NAME + "/installs")
            .body()
            .findValuesAsText("arguments")
            .getFirst();
    return line.replace("http://ironwake/config/-/", "CONFIG/");
  }

  private List<String> audit() {
    return items("audit").map(entry -> entry.path("action").asText()).toList();
  }

  private String events(String kind) {
    return items("events?limit=1000")
        .filter(event -> event.path("kind").asText().equals(kind))
        .toList()
        .toString();
  }

  private Stream<JsonNode> items(String what) {
    JsonNode body = site.server().get("/api/v1/machines/" + NAME + "/" + what).body();
    return StreamSupport.stream(body.path("items").spliterator(), false);
  }

  private static Optional<Integer> release() {
    return RELEASES.stream()
        .filter(each -> Files.isReadable(folder(each).resolve("initrd.gz")))
        .findFirst();
  }

  private static Optional<Path> folder() {
    return release().map(DebianInstaller::folder);
  }

  private static Path folder(int release) {
    return Path.of(
        "/usr/lib/debian-installer/images/" + release + "/amd64/text/debian-installer/amd64");
  }
}
