package io.ironwake.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.ironwake.RequiredTool;
import io.ironwake.inspector.InspectorCommand;
import io.ironwake.machine.FactsJson;
import io.ironwake.machine.HardwareFacts;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A virtual machine boots the inspector that {@code ironwake inspector} builds, and reports. */
@Tag("soak")
class InspectorFirmwareTest {
  private static final int MINUTES = 3;

  @TempDir Path folder;

  @Test
  void theBuiltInspectorFindsDisksAndNicsReportsThemAndPowersOff() throws Exception {
    RequiredTool.require("qemu-system-x86_64", "qemu-system-x86");
    Path built = build();
    CompletableFuture<byte[]> report = new CompletableFuture<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/report/token/facts",
        exchange -> {
          report.complete(exchange.getRequestBody().readAllBytes());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    Process machine = start(built, server.getAddress().getPort());
    try {
      HardwareFacts facts =
          FactsJson.received(report.get(MINUTES, TimeUnit.MINUTES), Instant.EPOCH);

      assertThat(facts.dmi().serial()).contains("SN42");
      assertThat(facts.disks())
          .extracting(disk -> disk.serial().orElse(""))
          .contains("VB-1", "NV-2");
      assertThat(facts.nics())
          .extracting(nic -> nic.mac().toString())
          .contains("52:54:00:00:09:01");
      assertThat(facts.memoryBytes()).isBetween(900L << 20, 1100L << 20);
      assertThat(machine.waitFor(1, TimeUnit.MINUTES)).as("powered off").isTrue();
    } finally {
      machine.destroyForcibly();
      server.stop(0);
    }
  }

  private Path build() {
    GuestSource source = GuestSource.host();
    String release = source.kernel().getFileName().toString().replace("vmlinuz-", "");
    int status =
        new CommandLine(new InspectorCommand())
            .execute(
                "--kernel", source.kernel().toString(),
                "--modules", "/lib/modules/" + release,
                "--busybox", source.busybox().toString(),
                "--assets", folder.toString());
    assertThat(status).isZero();
    return folder.resolve("generic/inspector/amd64");
  }

  private Process start(Path built, int port) throws Exception {
    for (String disk : List.of("a", "b")) {
      try (var file = new java.io.RandomAccessFile(folder.resolve(disk).toFile(), "rw")) {
        file.setLength(1L << 30);
      }
    }
    String line =
        "console=ttyS0 ironwake.report=http://10.0.2.2:%d/report/token ironwake.then=power-off"
            .formatted(port);
    List<String> command =
        List.of(
            ("qemu-system-x86_64 -nodefaults -display none -monitor none -accel tcg -cpu max -m 1024 -machine q35"
                    + " -serial file:serial -device virtio-rng-pci -no-reboot -smbios type=1,serial=SN42"
                    + " -netdev user,id=n -device virtio-net-pci,netdev=n,mac=52:54:00:00:09:01"
                    + " -drive file=a,if=none,id=a,format=raw -device virtio-blk-pci,drive=a,serial=VB-1"
                    + " -drive file=b,if=none,id=b,format=raw -device nvme,drive=b,serial=NV-2"
                    + " -kernel "
                    + built.resolve("vmlinuz")
                    + " -initrd "
                    + built.resolve("inspector.cpio.gz")
                    + " -append")
                .split(" "));
    ProcessBuilder qemu = new ProcessBuilder(new java.util.ArrayList<>(command));
    qemu.command().add(line);
    return qemu.directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(folder.resolve("qemu").toFile())
        .start();
  }
}
