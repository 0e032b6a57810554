package io.ironwake;

import java.util.List;
import java.util.Map;

/** What the demo declares over REST. */
final class DemoSite {
  private static final List<String> KEYS =
      List.of(
          "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHUHV7Wm7Xq5w0mTq0uJ0Y2m0m3tq2y1l0k0qkKQ0pDe demo");

  /** Loopback as a rack's network; the simulated machines are their own relay at 127.0.0.1. */
  static final Map<String, Object> SUBNET =
      Map.of(
          "name",
          "demo",
          "cidr",
          "127.0.0.0/24",
          "pools",
          List.of("127.0.0.100-127.0.0.199"),
          "unknown",
          "hold");

  static final Map<String, Object> K3OS =
      Map.of(
          "name",
          DemoMachine.K3OS,
          "os",
          "k3os",
          "version",
          DemoAssets.K3OS_VERSION,
          "config",
          Map.of("ssh-authorized-keys", KEYS, "k3s-args", List.of("server")));

  static final Map<String, Object> FLATCAR =
      Map.of(
          "name",
          DemoMachine.FLATCAR,
          "os",
          "flatcar",
          "version",
          DemoAssets.FLATCAR_VERSION,
          "config",
          Map.of("ssh-authorized-keys", KEYS));

  private DemoSite() {}
}
