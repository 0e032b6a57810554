package io.ironwake.network;

import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import java.util.Map;
import java.util.Optional;

/** A guess who made a DHCP server: by its domain, else by the first half of its MAC (IEEE MA-L). */
@Pure
final class NetworkCards {
  private static final Map<String, String> DOMAINS =
      Map.of(
          "fritz.box", "a FRITZ!Box",
          "speedport.ip", "a Speedport router",
          "lan", "probably OpenWrt or another home router",
          "home.arpa", "probably pfSense or OPNsense",
          "localdomain", "probably pfSense, OPNsense or VMware");

  private static final Map<Integer, String> MAKERS =
      Map.ofEntries(
          Map.entry(0x000c29, "VMware"),
          Map.entry(0x005056, "VMware"),
          Map.entry(0x00155d, "Microsoft Hyper-V"),
          Map.entry(0x080027, "VirtualBox"),
          Map.entry(0x525400, "QEMU or libvirt"),
          Map.entry(0x00163e, "Xen"),
          Map.entry(0xb827eb, "Raspberry Pi"),
          Map.entry(0xdca632, "Raspberry Pi"),
          Map.entry(0xe45f01, "Raspberry Pi"),
          Map.entry(0x000c42, "MikroTik"),
          Map.entry(0x4c5e0c, "MikroTik"),
          Map.entry(0x6c3b6b, "MikroTik"),
          Map.entry(0xb869f4, "MikroTik"),
          Map.entry(0xcc2de0, "MikroTik"),
          Map.entry(0xe48d8c, "MikroTik"),
          Map.entry(0x24a43c, "Ubiquiti"),
          Map.entry(0x788a20, "Ubiquiti"),
          Map.entry(0xf09fc2, "Ubiquiti"),
          Map.entry(0xfcecda, "Ubiquiti"),
          Map.entry(0x00040e, "AVM"),
          Map.entry(0x3810d5, "AVM"),
          Map.entry(0x00090f, "Fortinet"),
          Map.entry(0x000db9, "PC Engines"));

  private NetworkCards() {}

  static Optional<String> maker(Optional<MacAddress> mac, Optional<String> domain) {
    return domain
        .map(DOMAINS::get)
        .or(() -> mac.map(each -> MAKERS.get((int) (each.bits() >>> 24))));
  }
}
