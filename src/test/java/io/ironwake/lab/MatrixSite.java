package io.ironwake.lab;

import static org.awaitility.Awaitility.await;

import io.ironwake.RequiredTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One Ironwake for all three networks of the matrix: a bridge it serves alone, one it shares with
 * dnsmasq, and one behind a relay.
 */
final class MatrixSite implements AutoCloseable {
  private static final Duration QUICK = Duration.ofSeconds(20);
  private static final String RELEASE = "lab";

  private static final String RACK =
      """
      subnets:
        - name: full
          cidr: 10.77.0.0/24
          mode: full
          interface: br0
          pools: [10.77.0.100-10.77.0.149]
          unknown: hold
        - name: shared
          cidr: 10.79.0.0/24
          mode: proxy
          interface: br1
          unknown: hold
        - name: distant
          cidr: 10.78.0.0/24
          mode: full
          pools: [10.78.0.100-10.78.0.149]
          gateway: 10.78.0.254
          unknown: hold
      profiles:
        - { name: node-amd64, os: generic, version: lab, arch: amd64, arguments: ["console=ttyS0,115200", no_timer_check, "config_url={config-url}"], config: &files { kernel: vmlinuz, initrds: [initrd.gz], text: "report {report-url}/installed" }, completion: installer-report }
        - { name: node-arm64, os: generic, version: lab, arch: arm64, arguments: ["console=ttyAMA0", "config_url={config-url}"], config: *files, completion: installer-report }
      machines:
      """;

  private final NetworkLab lab;
  private final Map<MatrixCell.Network, Wire> wires = new EnumMap<>(MatrixCell.Network.class);
  private final ServerProcess server;

  private MatrixSite(NetworkLab lab, List<MatrixCell> cells) {
    this.lab = lab;
    wires.put(MatrixCell.Network.FULL, lab.wire());
    wires.put(MatrixCell.Network.PROXY, shared(lab));
    wires.put(MatrixCell.Network.RELAY, distant(lab));
    Path assets = assets(lab, cells);
    server =
        ServerProcess.start(lab, assets, rack(cells), "--interface", "br1", "--accept-approvals");
    await("the look for other servers")
        .atMost(QUICK)
        .until(() -> server.log().contains("no other DHCP server answers on br0"));
  }

  static MatrixSite open(String test, List<MatrixCell> cells) {
    NetworkLab lab = NetworkLab.open(test);
    try {
      return new MatrixSite(lab, cells);
    } catch (RuntimeException | Error unbuilt) {
      lab.close();
      throw unbuilt;
    }
  }

  ServerProcess server() {
    return server;
  }

  Path folder() {
    return lab.folder();
  }

  Machine start(MatrixCell cell) {
    return Machine.start(lab, wires.get(cell.network()), cell.firmware(), cell.name(), cell.mac());
  }

  @Override
  public void close() {
    lab.close();
  }

  private static Wire shared(NetworkLab lab) {
    RequiredTool.require("dnsmasq", "dnsmasq-base");
    Wire wire = lab.wire("br1", "10.79.0.1/24");
    LabClient dnsmasq = lab.client(wire);
    dnsmasq.address("10.79.0.2/24");
    dnsmasq.start(
        lab.folder().resolve("dnsmasq.log"),
        "dnsmasq",
        "--keep-in-foreground",
        "--user=root",
        "--conf-file=/dev/null",
        "--port=0",
        "--interface=eth0",
        "--bind-interfaces",
        "--no-ping",
        "--log-dhcp",
        "--dhcp-authoritative",
        "--dhcp-range=10.79.0.100,10.79.0.149,1h",
        "--dhcp-leasefile=" + lab.folder().resolve("dnsmasq.leases"));
    return wire;
  }

  private static Wire distant(NetworkLab lab) {
    RequiredTool.require("dhcrelay", "isc-dhcp-relay");
    LabClient router = lab.client();
    router.address("10.77.0.254/24");
    Wire wire = lab.wire(router, "rack", "10.78.0.254/24");
    router.run(QUICK, "sysctl", "-w", "net.ipv4.ip_forward=1").orThrow("forwarding");
    lab.run(QUICK, "ip", "route", "add", "10.78.0.0/24", "via", "10.77.0.254").orThrow("route");
    router.start(
        lab.folder().resolve("dhcrelay.log"),
        "dhcrelay",
        "-d",
        "-4",
        "-a",
        "--no-pid",
        "-id",
        wire.bridge(),
        "-iu",
        "eth0",
        NetworkLab.SERVER);
    return wire;
  }

  private static Path assets(NetworkLab lab, List<MatrixCell> cells) {
    Path assets = lab.folder().resolve("pxe-assets");
    cells.stream()
        .map(cell -> cell.firmware().arch())
        .distinct()
        .forEach(arch -> release(lab, assets.resolve("generic").resolve(RELEASE), arch));
    return assets;
  }

  private static void release(NetworkLab lab, Path version, String arch) {
    GuestSource source = arch.equals("arm64") ? GuestSource.arm64() : GuestSource.host();
    Guest guest = Guest.small(source, lab.folder().resolve("guest-" + arch));
    try {
      Path folder = Files.createDirectories(version.resolve(arch));
      Files.copy(guest.kernel(), folder.resolve("vmlinuz"));
      Files.copy(guest.initrd(), folder.resolve("initrd.gz"));
      Command.run(QUICK, "sh", "-c", "cd " + folder + " && sha256sum * >SHA256SUMS");
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static String rack(List<MatrixCell> cells) {
    List<String> lines = new ArrayList<>(List.of(RACK.stripTrailing()));
    for (MatrixCell cell : cells) {
      lines.add(
          "  - { name: %s, macs: [\"%s\"], profile: node-%s, disk: /dev/vda, arguments: [\"cell=%s\"], approved: true%s }"
              .formatted(
                  cell.name(),
                  cell.mac(),
                  cell.firmware().arch(),
                  cell.name(),
                  cell.firmware().loader().map(loader -> ", loader: " + loader).orElse("")));
    }
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }
}
