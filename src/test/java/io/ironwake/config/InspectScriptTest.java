package io.ironwake.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.ironwake.RequiredTool;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs the collecting script in real shells against another machine's /sys. */
class InspectScriptTest {
  private static final Path SCRIPT =
      Path.of("src/main/resources/inspect/inspect.sh").toAbsolutePath();

  @TempDir Path root;

  /** A server with two disks of its own, an optical drive and a stick, two NICs and a bridge. */
  @BeforeEach
  void server() throws IOException {
    file("sys/class/dmi/id/sys_vendor", "Dell Inc.\n");
    file("sys/class/dmi/id/product_name", "Power\"Edge\\ R740  \u0007\n");
    file("sys/class/dmi/id/product_serial", "ABC1234\n");
    file("sys/class/dmi/id/product_uuid", "4c4c4544-0042-4310-8031-b4c04f333132\n");
    file("sys/class/dmi/id/bios_version", "2.12.2\n");
    for (int cpu = 0; cpu < 8; cpu++) {
      String topology = "sys/devices/system/cpu/cpu" + cpu + "/topology/";
      file(topology + "physical_package_id", cpu / 4 + "\n");
      file(topology + "core_id", cpu % 2 + "\n");
    }
    file(
        "proc/cpuinfo",
        "processor\t: 0\nmodel name\t: Xeon(R) Gold\nflags\t\t: fpu vmx sse nx\n"
            + "processor\t: 1\n".repeat(7));
    file("sys/devices/system/memory/block_size_bytes", "80000000\n");
    for (int block = 0; block < 32; block++) {
      Files.createDirectories(root.resolve("sys/devices/system/memory/memory" + block));
    }
    disk("nvme0n1", "pci0/nvme/nvme0", 937703088L, "0");
    file("sys/block/nvme0n1/device/serial", "S4YM   \n");
    file("sys/block/nvme0n1/device/model", "MZQL2960  \n");
    file("sys/block/nvme0n1/wwid", "eui.36344830\n");
    disk("sda", "pci0/ata1/host0/target0", 7814037168L, "1");
    bytes("sys/block/sda/device/vpd_pg80", new byte[] {0, (byte) 0x80, 0, 8});
    append("sys/block/sda/device/vpd_pg80", "  ZC1A22");
    file("sys/block/sda/device/wwid", "naa.5000c500a1b2c3d4\n");
    disk("sr0", "pci0/ata2/host1", 1000, "1");
    disk("sdb", "pci0/usb1/1-1/host2", 1000, "1");
    file("sys/block/sdb/removable", "1\n");
    Files.createDirectories(root.resolve("sys/block/loop0"));
    nic("eno1", "52:54:00:00:01:01", "25000", "1", "mlx5_core");
    nic("eno2", "52:54:00:00:01:02", "-1", "0", "igb");
    file("sys/class/net/br0/address", "52:54:00:00:01:01\n");
    file("sys/class/net/br0/type", "1\n");
  }

  private void disk(String name, String place, long sectors, String rotational) throws IOException {
    Path device = Files.createDirectories(root.resolve("sys/devices/" + place));
    file("sys/block/" + name + "/size", sectors + "\n");
    file("sys/block/" + name + "/queue/rotational", rotational + "\n");
    file("sys/block/" + name + "/removable", "0\n");
    Files.createSymbolicLink(root.resolve("sys/block/" + name + "/device"), device);
  }

  private void nic(String name, String mac, String speed, String carrier, String driver)
      throws IOException {
    String folder = "sys/class/net/" + name + "/";
    file(folder + "address", mac + "\n");
    file(folder + "type", "1\n");
    file(folder + "speed", speed + "\n");
    file(folder + "carrier", carrier + "\n");
    file(folder + "ifindex", name.charAt(3) + "\n");
    Path drivers = Files.createDirectories(root.resolve("sys/bus/pci/drivers/" + driver));
    Files.createDirectories(root.resolve(folder + "device"));
    Files.createSymbolicLink(root.resolve(folder + "device/driver"), drivers);
  }

  private void file(String path, String text) throws IOException {
    bytes(path, text.getBytes(StandardCharsets.UTF_8));
  }

  private void bytes(String path, byte[] bytes) throws IOException {
    Files.createDirectories(root.resolve(path).getParent());
    Files.write(root.resolve(path), bytes);
  }

  private void append(String path, String text) throws IOException {
    Files.writeString(root.resolve(path), text, java.nio.file.StandardOpenOption.APPEND);
  }

  private JsonNode inventory(String shell) throws Exception {
    return new ObjectMapper().readTree(run(shell, List.of("print"), ""));
  }

  private String run(String shell, List<String> arguments, String path) throws Exception {
    List<String> command = new ArrayList<>(List.of(shell.split(" ")));
    RequiredTool.require(command.getFirst(), shell.equals("dash") ? "dash" : "busybox-static");
    command.add(SCRIPT.toString());
    command.addAll(arguments);
    Path output = root.resolve("output");
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(output.toFile());
    builder.redirectError(root.resolve("errors").toFile());
    builder.environment().put("IRONWAKE_ROOT", root.toString());
    builder.environment().put("IRONWAKE_MACHINE", "x86_64");
    builder.environment().put("IRONWAKE_REPORT", "http://192.0.2.1:8069/report/token");
    builder.environment().put("IRONWAKE_THEN", "power-off");
    builder.environment().put("IRONWAKE_PAUSE", "0");
    builder.environment().put("TMPDIR", root.toString());
    builder.environment().put("PATH", path + System.getenv("PATH"));
    Process process = builder.start();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return Files.readString(output);
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "busybox sh"})
  void everyShellFindsTheSame(String shell) throws Exception {
    JsonNode facts = inventory(shell);

    assertThat(facts.path("dmi").path("manufacturer").asText()).isEqualTo("Dell Inc.");
    assertThat(facts.path("dmi").path("product").asText()).isEqualTo("Power\"Edge\\ R740");
    assertThat(facts.path("cpu"))
        .hasToString(
            "{\"sockets\":2,\"cores\":4,\"threads\":8,\"arch\":\"x86_64\",\"model\":\"Xeon(R) Gold\",\"flags\":[\"vmx\"]}");
    assertThat(facts.path("memory-bytes").asLong()).isEqualTo(64L << 30);
    assertThat(facts.path("disks"))
        .hasToString(
            "[{\"name\":\"nvme0n1\",\"bytes\":480103981056,\"rotational\":false,\"serial\":\"S4YM\",\"wwn\":\"eui.36344830\","
                + "\"model\":\"MZQL2960\",\"transport\":\"nvme\",\"links\":[\"nvme-eui.36344830\"]},"
                + "{\"name\":\"sda\",\"bytes\":4000787030016,\"rotational\":true,\"serial\":\"ZC1A22\",\"wwn\":\"naa.5000c500a1b2c3d4\","
                + "\"transport\":\"sata\",\"links\":[\"wwn-0x5000c500a1b2c3d4\"]}]");
    assertThat(facts.path("nics"))
        .hasToString(
            "[{\"name\":\"eno1\",\"mac\":\"52:54:00:00:01:01\",\"speed-mbit\":25000,\"driver\":\"mlx5_core\",\"link\":true},"
                + "{\"name\":\"eno2\",\"mac\":\"52:54:00:00:01:02\",\"driver\":\"igb\",\"link\":false}]");
  }

  @Test
  void linksAreTheOnesThatUdevMade() throws Exception {
    Path links = Files.createDirectories(root.resolve("dev/disk/by-id"));
    file("dev/sda", "");
    Files.createSymbolicLink(links.resolve("ata-ST4000_ZC1A22"), Path.of("../../sda"));
    Files.createSymbolicLink(links.resolve("wwn-0x5000c500a1b2c3d4"), Path.of("../../sda"));

    assertThat(inventory("dash").path("disks").path(1).path("links"))
        .hasToString("[\"ata-ST4000_ZC1A22\",\"wwn-0x5000c500a1b2c3d4\"]");
  }

  /**
   * A frame as systemd-networkd keeps it: its length, Ethernet, chassis by MAC, port, TTL, name.
   */
  @ParameterizedTest
  @ValueSource(strings = {"dash", "busybox sh"})
  void neighboursAreReadFromTheFramesOfNetworkd(String shell) throws Exception {
    String frame =
        "0180c200000e001122334455"
            + "88cc"
            + "0207"
            + "04"
            + "001122334455"
            + "040c"
            + "05"
            + hex("Ethernet1/7")
            + "06020078"
            + "0a06"
            + hex("leaf-3")
            + "0000";
    bytes(
        "run/systemd/netif/lldp/1",
        java.util.HexFormat.of()
            .parseHex(String.format("%02x00000000000000", frame.length() / 2) + frame));

    assertThat(inventory(shell).path("nics").path(0).path("neighbour"))
        .hasToString(
            "{\"chassis\":\"00:11:22:33:44:55\",\"port\":\"Ethernet1/7\",\"system\":\"leaf-3\"}");
  }

  private static String hex(String text) {
    return java.util.HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
  }

  @ParameterizedTest
  @ValueSource(strings = {"200", "404"})
  void itIsSentOnceAndThenTheMachineDoesWhatIsToCome(String status) throws Exception {
    program(
        "curl",
        "echo \"curl ${13} $(grep -c memory-bytes \"${11#@}\")\" >>$0.calls; echo " + status);
    program("systemctl", "echo \"$*\" >>$0.calls");

    String said = run("dash", List.of(), root.resolve("bin") + ":");

    assertThat(said)
        .contains(
            status.equals("200") ? "the inventory was sent" : "was refused with HTTP status 404");
    assertThat(Files.readString(root.resolve("bin/curl.calls")).lines()).hasSize(1);
    assertThat(root.resolve("bin/systemctl.calls")).hasContent("--no-block poweroff");
  }

  /** As in the initramfs, where there is no curl and busybox crashes in its own wget. */
  @Test
  void withBusyboxAloneItIsSentToo() throws Exception {
    RequiredTool.require("busybox", "busybox-static");
    CompletableFuture<String> received = new CompletableFuture<>();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/report/t0ken/facts",
        exchange -> {
          received.complete(
              new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    server.start();
    try {
      Path bin = Files.createDirectories(root.resolve("busybox"));
      ProcessBuilder builder =
          new ProcessBuilder(
              "sh",
              "-c",
              "b=$(readlink -f $(command -v busybox)); for a in $($b --list); do ln -s $b $1/$a; done;"
                  + " rm $1/reboot $1/poweroff; PATH=$1 $1/sh $2",
              "sh",
              bin.toString(),
              SCRIPT.toString());
      builder
          .environment()
          .putAll(
              Map.of(
                  "IRONWAKE_ROOT",
                  root.toString(),
                  "IRONWAKE_REPORT",
                  "http://127.0.0.1:" + server.getAddress().getPort() + "/report/t0ken",
                  "IRONWAKE_THEN",
                  "hold",
                  "IRONWAKE_LINGER",
                  "1",
                  "TMPDIR",
                  root.toString()));
      Process process =
          builder.redirectErrorStream(true).redirectOutput(root.resolve("output").toFile()).start();
      assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      server.stop(0);
    }

    assertThat(root.resolve("output")).content().contains("the inventory was sent");
    assertThat(new ObjectMapper().readTree(received.join()).path("disks")).hasSize(2);
  }

  private void program(String name, String body) throws IOException {
    file("bin/" + name, "#!/bin/bash\n" + body + "\n");
    assertThat(root.resolve("bin").resolve(name).toFile().setExecutable(true)).isTrue();
  }
}
