package io.ironwake.lab;

import io.ironwake.RequiredTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One Ironwake for all three networks of the matrix: a bridge it serves alone, one it shares with
 * dnsmasq, and one behind a relay.
 */
final class MatrixSite implements AutoCloseable {
  private static final Duration QUICK = Duration.ofSeconds(20);
  private static final String RELEASE = "lab";
  private static final String SECURE = "10.76.0.1";

  /**
   * GRUB and U-Boot read the lease's own server and no proxy offer (quirk 6), so beside another
   * server that one has to name Ironwake and the file.
   */
  private static final Map<Firmware, String> HINTS =
      Map.of(
          Firmware.SECURE_BOOT, "shimx64.efi",
          Firmware.ARM64, "shimaa64.efi",
          Firmware.U_BOOT, "u-boot.txt");

  private static final String RACK =
      """
      subnets:
        - name: full
          cidr: 10.77.0.0/24
          mode: full
          interface: br0
          pools: [10.77.0.100-10.77.0.149]
          gateway: 10.77.0.254
          dns: [10.77.0.1]
          unknown: hold
        - name: secure
          cidr: 10.76.0.0/24
          mode: full
          interface: br2
          pools: [10.76.0.100-10.76.0.149]
          boot-url: https://10.76.0.1:8443
          unknown: hold
        - name: shared
          cidr: 10.79.0.0/24
          mode: proxy
          interface: br1
          unknown: hold
          nonce: optional
        - name: distant
          cidr: 10.78.0.0/24
          mode: full
          pools: [10.78.0.100-10.78.0.149]
          gateway: 10.78.0.254
          unknown: hold
          local-boot: no-file
      profiles:
      """;

  private static final String PROFILE =
      """
        - name: %s-%s
          os: generic
          version: lab
          arch: %s
          arguments: ["console=%s", no_timer_check, "config_url={config-url}"]
          config:
            kernel: vmlinuz
            initrds: [initrd.gz]
            text: |
              report {report-url}/installed
      %s    completion: installer-report
      """;
  private static final String IMAGE = "        image {asset-base}/disk.img\n";
  private static final String MACHINE =
      """
        - name: %s
          macs: ["%s"]
          profile: %s-%s
          disk: /dev/vda
          arguments: ["cell=%s"]
          approved: true
      %s\
      """;

  private final NetworkLab lab;
  private final Map<MatrixCell.Network, Wire> wires = new EnumMap<>(MatrixCell.Network.class);
  private final ServerProcess server;

  private MatrixSite(NetworkLab lab, List<MatrixCell> cells) {
    this.lab = lab;
    wires.put(MatrixCell.Network.FULL, lab.wire());
    wires.put(MatrixCell.Network.HTTPS, lab.wire("br2", SECURE + "/24"));
    wires.put(MatrixCell.Network.PROXY, shared(lab));
    wires.put(MatrixCell.Network.RELAY, distant(lab));
    Path assets = assets(lab, cells);
    server =
        ServerProcess.start(
            lab,
            assets,
            rack(cells),
            "--interface",
            "br1",
            "--interface",
            "br2",
            "--https-port",
            "8443",
            "--accept-approvals");
    server.awaitAlone();
    SignatureList.write(lab.folder(), authority(lab));
  }

  /** As an operator gets it. */
  private static byte[] authority(NetworkLab lab) {
    Path file = lab.folder().resolve("ca.der");
    String url = "http://" + SECURE + ":8069/boot/ca.der";
    lab.run(QUICK, "curl", "-fsS", "-o", file.toString(), url).orThrow("the authority");
    try {
      return Files.readAllBytes(file);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
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

  /** Switches on a machine that belongs to no cell, beside the server; its memory is in MiB. */
  Machine start(Firmware firmware, String name, String mac, int memory) {
    return Machine.start(lab, lab.wire(), firmware, name, mac, memory);
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
    List<String> words =
        new ArrayList<>(
            List.of(
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
                "--dhcp-leasefile=" + lab.folder().resolve("dnsmasq.leases")));
    HINTS.forEach((firmware, file) -> words.addAll(hint(firmware, file)));
    dnsmasq.start(lab.folder().resolve("dnsmasq.log"), words.toArray(String[]::new));
    return wire;
  }

  private static List<String> hint(Firmware firmware, String file) {
    String mac = new MatrixCell(firmware, MatrixCell.Network.PROXY).mac();
    String tag = firmware.name().toLowerCase(Locale.ROOT);
    return List.of(
        "--dhcp-host=" + mac + ",set:" + tag,
        "--dhcp-boot=tag:" + tag + "," + file + ",,10.79.0.1");
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
    if (cells.stream().anyMatch(cell -> cell.firmware().arch().equals("arm64"))) {
      armLoaders(assets.resolve("loaders"));
    }
    if (cells.stream().anyMatch(cell -> cell.firmware() == Firmware.UEFI_HTTPS)) {
      GrubLoader.build(assets.resolve("loaders"), SECURE);
    }
    DebianInstaller.place(assets);
    return assets;
  }

  /** What an operator drops in for machines of another architecture than the server's. */
  private static void armLoaders(Path folder) {
    Path library = Arm64Packages.root().resolve("usr/lib");
    try {
      Files.createDirectories(folder);
      for (String each :
          List.of("shim/shimaa64.efi.signed", "grub/arm64-efi-signed/grubnetaa64.efi.signed")) {
        Path file = library.resolve(each);
        Files.copy(file, folder.resolve(file.getFileName()));
      }
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static void release(NetworkLab lab, Path version, String arch) {
    GuestSource source = arch.equals("arm64") ? GuestSource.arm64() : GuestSource.host();
    Guest guest = Guest.small(source, lab.folder().resolve("guest-" + arch));
    try {
      Path folder = Files.createDirectories(version.resolve(arch));
      Files.copy(guest.kernel(), folder.resolve("vmlinuz"));
      Files.copy(guest.initrd(), folder.resolve("initrd.gz"));
      Path disk =
          arch.equals("arm64")
              ? GuestDisk.greeterArm64(lab.folder())
              : GuestDisk.greeter(lab.folder());
      Files.copy(disk, folder.resolve("disk.img"));
      Command.run(QUICK, "sh", "-c", "cd " + folder + " && sha256sum * >SHA256SUMS");
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static String rack(List<MatrixCell> cells) {
    StringBuilder rack = new StringBuilder(RACK);
    for (String arch : List.of("amd64", "arm64")) {
      String console = arch.equals("arm64") ? "ttyAMA0" : "ttyS0,115200";
      rack.append(PROFILE.formatted("memory", arch, arch, console, ""));
      rack.append(PROFILE.formatted("disk", arch, arch, console, IMAGE));
    }
    rack.append(DebianInstaller.profile());
    rack.append("machines:\n");
    rack.append(DebianInstaller.machine());
    for (MatrixCell cell : cells) {
      rack.append(
          MACHINE.formatted(
              cell.name(),
              cell.mac(),
              cell.bootsDisk() ? "disk" : "memory",
              cell.firmware().arch(),
              cell.name(),
              cell.firmware().loader().map(name -> "    loader: " + name + "\n").orElse("")));
    }
    return rack.toString();
  }
}
