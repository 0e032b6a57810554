package io.ironwake.lab;

import io.ironwake.RequiredTool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/**
 * One rack's network in a namespace of its own: a bridge that has the server's address, taps for
 * virtual machines, and a namespace with a cable to the bridge for each client program. Nothing of
 * it is visible outside, and nothing is left when it is closed or the test's JVM ends.
 */
final class NetworkLab implements AutoCloseable {
  static final String BRIDGE = "br0";
  static final String SERVER = "10.77.0.1";
  static final String CIDR = "10.77.0.0/24";

  private static final Duration QUICK = Duration.ofSeconds(20);
  private static final AtomicInteger LABS = new AtomicInteger();

  private final String name = LabName.next(LABS.incrementAndGet());
  private final Path folder;
  private final AtomicInteger ports = new AtomicInteger();
  private final Deque<LabClient> clients = new ConcurrentLinkedDeque<>();
  private final Deque<Process> processes = new ConcurrentLinkedDeque<>();
  private final Thread hook = new Thread(this::remove, "lab removal");

  private NetworkLab(Path folder) {
    this.folder = folder;
  }

  /**
   * Makes the network; aborts the test without root's rights, fails it where CI must not skip.
   *
   * <p>test names the folder the lab keeps its files in
   */
  static NetworkLab open(String test) {
    RequiredTool.require("ip", "iproute2");
    requireRoot();
    LabName.removeLeftovers();
    NetworkLab lab = new NetworkLab(LabFolder.fresh(test));
    Runtime.getRuntime().addShutdownHook(lab.hook);
    try {
      lab.build();
      return lab;
    } catch (RuntimeException unbuilt) {
      lab.close();
      throw unbuilt;
    }
  }

  /** The name of the namespace the server belongs in. */
  String name() {
    return name;
  }

  /**
   * Where programs of this lab keep their files: target/lab/TEST, left for a look until the next
   * run.
   */
  Path folder() {
    return folder;
  }

  /** The bridge with the server's address. */
  Wire wire() {
    return new Wire(name, BRIDGE);
  }

  /** Adds a second bridge of the server's, with another of its addresses, in CIDR notation. */
  Wire wire(String bridge, String address) {
    return bridge(new Wire(name, bridge), address);
  }

  /** Adds a bridge beside a client, which may route or relay for it. */
  Wire wire(LabClient router, String bridge, String address) {
    return bridge(new Wire(router.name(), bridge), address);
  }

  /** Adds a tap to a bridge, for one virtual machine. */
  String tap(Wire wire) {
    String tap = "tap" + ports.incrementAndGet();
    ip(wire, "tuntap", "add", tap, "mode", "tap");
    attach(wire, tap);
    return tap;
  }

  /** Adds a client: a namespace of its own with one interface, {@code eth0}, on the bridge. */
  LabClient client() {
    return client(wire());
  }

  /** Adds a client to a bridge. */
  LabClient client(Wire wire) {
    int number = ports.incrementAndGet();
    String child = name + "c" + number;
    String cable = "veth" + number;
    Command.run(QUICK, "ip", "netns", "add", child);
    LabClient client = new LabClient(child, folder);
    clients.push(client);
    ip(wire, "link", "add", cable, "type", "veth", "peer", "name", "eth0", "netns", child);
    attach(wire, cable);
    Command.run(QUICK, "ip", "-n", child, "link", "set", "lo", "up");
    Command.run(QUICK, "ip", "-n", child, "link", "set", "eth0", "up");
    return client;
  }

  /** Runs a program to its end beside the server. */
  Command.Result run(Duration limit, String... words) {
    return Command.run(limit, inside(name, List.of(words)), Map.of());
  }

  /** Starts a program beside the server; it ends with the lab at the latest. */
  Process start(Map<String, String> environment, Path directory, Path output, String... words) {
    Process process = Command.start(inside(name, List.of(words)), environment, directory, output);
    processes.push(process);
    return process;
  }

  /** Starts a program beside a bridge; it ends with the lab at the latest. */
  Process start(Wire wire, Path directory, Path output, List<String> words) {
    Process process = Command.start(inside(wire.namespace(), words), Map.of(), directory, output);
    processes.push(process);
    return process;
  }

  @Override
  public void close() {
    remove();
    Runtime.getRuntime().removeShutdownHook(hook);
  }

  static List<String> inside(String namespace, List<String> words) {
    List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
    all.addAll(words);
    return all;
  }

  private void build() {
    Command.run(QUICK, "ip", "netns", "add", name);
    ip(wire(), "link", "set", "lo", "up");
    bridge(wire(), SERVER + "/24");
  }

  private static Wire bridge(Wire wire, String address) {
    ip(wire, "link", "add", wire.bridge(), "type", "bridge");
    ip(wire, "addr", "add", address, "dev", wire.bridge());
    ip(wire, "link", "set", wire.bridge(), "up");
    return wire;
  }

  private static void attach(Wire wire, String port) {
    ip(wire, "link", "set", port, "master", wire.bridge());
    ip(wire, "link", "set", port, "up");
  }

  private static void ip(Wire wire, String... words) {
    Command.run(
        QUICK,
        Stream.concat(Stream.of("ip", "-n", wire.namespace()), Arrays.stream(words))
            .toArray(String[]::new));
  }

  private void remove() {
    processes.forEach(each -> Command.stop(each, Duration.ofSeconds(10)));
    processes.clear();
    clients.forEach(each -> LabName.remove(each.name()));
    clients.clear();
    LabName.remove(name);
  }

  private static void requireRoot() {
    if ("root".equals(System.getProperty("user.name"))) {
      return;
    }
    String reason = "network namespaces need root's rights; run the tests as root";
    if ("true".equals(System.getenv("CI"))) {
      Assertions.fail(reason);
    }
    Assumptions.abort(reason);
  }
}
