package io.ironwake;

import io.ironwake.net.MacAddress;
import io.ironwake.sim.MachineSpec;
import io.ironwake.sim.MachineSpec.Firmware;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One machine of the demo's rack, with what its operator decides for it.
 *
 * @param profile the profile's name
 * @param disk the disk to install to
 */
record DemoMachine(MachineSpec spec, String profile, String disk) {
  static final String K3OS = "k3os-server";
  static final String FLATCAR = "flatcar-worker";

  private static final long FIRST_MAC = MacAddress.parse("02:00:00:00:00:01").bits();
  private static final int OF_EACH = 4;

  /** Four machines with k3OS and four with Flatcar, half of them with UEFI. */
  static List<DemoMachine> rack() {
    return Stream.of(K3OS, FLATCAR)
        .flatMap(profile -> IntStream.range(0, OF_EACH).mapToObj(n -> of(profile, n)))
        .toList();
  }

  private static DemoMachine of(String profile, int n) {
    boolean k3os = profile.equals(K3OS);
    MacAddress mac = new MacAddress(FIRST_MAC + n + (k3os ? 0 : OF_EACH));
    Firmware firmware = n % 2 == 0 ? Firmware.UEFI : Firmware.BIOS;
    String name = (k3os ? "k3os-" : "flatcar-") + (n + 1);
    return new DemoMachine(
        MachineSpec.of(name, mac, firmware), profile, k3os ? "/dev/sda" : "/dev/nvme0n1");
  }

  /** Where the service knows it before it has a name: its MAC with dashes. */
  String discoveredName() {
    return spec.mac().dashed();
  }

  String name() {
    return spec.name();
  }
}
