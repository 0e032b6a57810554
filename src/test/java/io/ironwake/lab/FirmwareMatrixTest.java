package io.ironwake.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every firmware in every network: each machine boots from the network, is given its own kernel
 * line and document, and reports. {@code -Dironwake.all=true} runs all of them, else the quicker
 * half; {@code -Dironwake.cells=REGEX} those whose name matches. Two machines run at a time, or
 * {@code -Dironwake.at-a-time=N}. The table of results is left in {@code
 * target/firmware-matrix.md}.
 */
@Tag("firmware")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FirmwareMatrixTest {
  private static final int AT_A_TIME = Integer.getInteger("ironwake.at-a-time", 2);
  private static final Path TABLE = Path.of("target", "firmware-matrix.md");

  private final Map<MatrixCell, CompletableFuture<MatrixRun>> runs = new LinkedHashMap<>();
  private final ExecutorService benches = Executors.newFixedThreadPool(AT_A_TIME);
  private CompletableFuture<Void> debian = CompletableFuture.completedFuture(null);
  private MatrixSite site;

  static List<MatrixCell> cells() {
    Pattern wanted = Pattern.compile(System.getProperty("ironwake.cells", ".*"));
    boolean all =
        Boolean.getBoolean("ironwake.all") || System.getProperty("ironwake.cells") != null;
    return MatrixCell.all().stream()
        .filter(cell -> all || cell.isQuick())
        .filter(cell -> wanted.matcher(cell.name()).find())
        .toList();
  }

  @BeforeAll
  void switchOn() {
    site = MatrixSite.open("FirmwareMatrixTest", cells());
    if (DebianInstaller.isThere()) {
      // The longest first, so that both benches end together.
      debian = CompletableFuture.runAsync(() -> DebianInstaller.run(site), benches);
    }
    for (MatrixCell cell : cells()) {
      runs.put(cell, CompletableFuture.supplyAsync(() -> MatrixRun.of(site, cell), benches));
    }
  }

  @AfterAll
  void switchOff() throws IOException {
    benches.shutdownNow();
    if (site != null) {
      site.close();
    }
    List<MatrixRun> done = new ArrayList<>();
    runs.values().stream().filter(CompletableFuture::isDone).forEach(run -> done.add(run.join()));
    Files.writeString(TABLE, MatrixTable.of(done));
  }

  @ParameterizedTest
  @MethodSource("cells")
  void installsFromTheNetwork(MatrixCell cell) {
    MatrixRun run = runs.get(cell).join();
    run.orThrow();
    assertThat(run.seconds())
        .containsKeys(MatrixRun.Step.DHCP, MatrixRun.Step.LOADER, MatrixRun.Step.KERNEL);
  }

  @Test
  void debiansOwnInstallerTakesItsLineAndItsPreseedAndCallsBack() {
    DebianInstaller.require();
    debian.join();
  }

  @Test
  void ovmfIsGrantedTheWindowItAsksFor() {
    MatrixCell cell = new MatrixCell(Firmware.UEFI_PXE, MatrixCell.Network.FULL);
    Assumptions.assumeTrue(runs.containsKey(cell), "not among the machines of this run");
    runs.get(cell).join().orThrow();
    List<Capture.Packet> packets =
        Capture.read(site.folder().resolve(cell.name()).resolve("network.pcap"));
    TftpWindow window = TftpWindow.of(packets);
    assertThat(window.asked()).isEqualTo(4);
    assertThat(window.granted()).isEqualTo(4);
    assertThat(window.blocks()).isGreaterThan(60);
    assertThat(window.acknowledgements()).isLessThan(window.blocks() / 2);
  }
}
