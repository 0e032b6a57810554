package io.ironwake.sim;

import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * One simulated machine.
 *
 * @param name shown in progress
 * @param mac its only network interface
 * @param uuid SMBIOS uuid in text byte order
 * @param serial SMBIOS serial number
 * @param firmware what it boots with
 */
@Pure
public record MachineSpec(
    String name, MacAddress mac, UUID uuid, String serial, Firmware firmware) {

  /** The kinds of firmware, with what their DHCP packets say (RFC 4578). */
  public enum Firmware {
    BIOS(0, "PXEClient:Arch:00000:UNDI:002001", 1432),
    UEFI(7, "PXEClient:Arch:00007:UNDI:003016", 1468);

    private final int arch;
    private final String vendorClass;
    private final int tftpBlockSize;

    Firmware(int arch, String vendorClass, int tftpBlockSize) {
      this.arch = arch;
      this.vendorClass = vendorClass;
      this.tftpBlockSize = tftpBlockSize;
    }

    int arch() {
      return arch;
    }

    String vendorClass() {
      return vendorClass;
    }

    /** The block size this firmware asks for by TFTP. */
    int tftpBlockSize() {
      return tftpBlockSize;
    }
  }

  public MachineSpec {
    if (mac.isMulticast() || mac.isZero()) {
      throw new IllegalArgumentException(
          mac + " names no single machine; use an address like 02:00:00:00:00:01");
    }
  }

  /**
   * A machine whose uuid and serial follow from its MAC, so that it is the same machine in every
   * run.
   */
  public static MachineSpec of(String name, MacAddress mac, Firmware firmware) {
    UUID uuid =
        UUID.nameUUIDFromBytes(
            ("ironwake simulated machine " + mac).getBytes(StandardCharsets.UTF_8));
    return new MachineSpec(name, mac, uuid, "SIM-" + mac.dashed().replace("-", ""), firmware);
  }
}
