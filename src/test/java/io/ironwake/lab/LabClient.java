package io.ironwake.lab;

import io.ironwake.RequiredTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A client on the laboratory's network, alone in its namespace with the interface eth0. */
final class LabClient {
  private static final Duration DHCP_LIMIT = Duration.ofSeconds(40);

  private final String name;
  private final Path folder;

  LabClient(String name, Path folder) {
    this.name = name;
    this.folder = folder;
  }

  String name() {
    return name;
  }

  /** Runs a program to its end. */
  Command.Result run(Duration limit, String... words) {
    return Command.run(limit, NetworkLab.inside(name, List.of(words)), Map.of());
  }

  /** Starts a program; it ends with the lab at the latest. */
  Process start(Path output, String... words) {
    return Command.start(NetworkLab.inside(name, List.of(words)), Map.of(), Path.of("."), output);
  }

  /** Gives eth0 an address; {@code address} is in CIDR notation. */
  void address(String address) {
    Command.run(Duration.ofSeconds(10), "ip", "-n", name, "addr", "add", address, "dev", "eth0");
  }

  /** The MAC address of eth0, colons and lower case. */
  String mac() {
    return run(Duration.ofSeconds(10), "cat", "/sys/class/net/eth0/address")
        .orThrow("reading the MAC address")
        .output()
        .strip();
  }

  /**
   * Asks for a lease with udhcpc.
   *
   * @return what udhcpc tells its script when bound, such as {@code ip}, {@code serverid}, {@code
   *     boot_file}; empty if there was no lease
   */
  Map<String, String> udhcpc(String... options) {
    RequiredTool.require("busybox", "busybox-static");
    return lease(
        "#!/bin/sh\n[ \"$1\" = bound ] && env >\"$LEASE\"\nexit 0\n",
        script ->
            Stream.concat(
                Stream.of(
                    "env",
                    "-i",
                    "PATH=/usr/sbin:/usr/bin:/sbin:/bin",
                    "busybox",
                    "udhcpc",
                    "-i",
                    "eth0",
                    "-n",
                    "-q",
                    "-f",
                    "-t",
                    "5",
                    "-T",
                    "2",
                    "-s",
                    script),
                Stream.of(options)));
  }

  /**
   * Asks for a lease with dhclient.
   *
   * @return what dhclient tells its script when bound, such as {@code new_ip_address}, {@code
   *     new_dhcp_server_identifier}, {@code new_filename}; empty if there was no lease
   */
  Map<String, String> dhclient(String... options) {
    RequiredTool.require("dhclient", "isc-dhcp-client");
    return lease(
        "#!/bin/sh\ncase $reason in BOUND) env >\"$LEASE\"; kill $PPID;; esac\nexit 0\n",
        script ->
            Stream.concat(
                Stream.of(
                    "timeout",
                    "30",
                    "dhclient",
                    "-d",
                    "-1",
                    "-sf",
                    script,
                    "-lf",
                    script + ".leases",
                    "-pf",
                    script + ".pid",
                    "eth0"),
                Stream.of(options)));
  }

  private interface Program {
    Stream<String> words(String script);
  }

  private Map<String, String> lease(String script, Program program) {
    try {
      Path file = Files.createTempFile(folder, "dhcp", ".sh");
      Path lease = Path.of(file + ".lease");
      Files.writeString(file, script.replace("$LEASE", lease.toString()));
      file.toFile().setExecutable(true);
      Command.run(
          DHCP_LIMIT, NetworkLab.inside(name, program.words(file.toString()).toList()), Map.of());
      return Files.exists(lease) ? environment(lease) : Map.of();
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  private static Map<String, String> environment(Path file) throws IOException {
    Map<String, String> environment = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      String[] parts = line.split("=", 2);
      if (parts.length == 2) {
        environment.put(parts[0], parts[1]);
      }
    }
    return environment;
  }
}
