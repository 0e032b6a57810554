package io.ironwake.sim;

import io.ironwake.sim.ipxe.Ipxe;
import io.ironwake.sim.ipxe.IpxeOutcome;
import io.ironwake.sim.ipxe.IpxeOutcome.Returned;
import java.io.IOException;
import java.net.URI;

/** The network boot after an address is there: loader by TFTP, iPXE, scripts. */
final class NetworkBoot {
  private final Board board;
  private final Faults faults;
  private final DhcpClient dhcp;
  private final TftpClient tftp;

  NetworkBoot(Board board, Faults faults, DhcpClient dhcp, TftpClient tftp) {
    this.board = board;
    this.faults = faults;
    this.dhcp = dhcp;
    this.tftp = tftp;
  }

  /**
   * Boots with the firmware's lease.
   *
   * @throws IOException when the firmware or iPXE gives up and turns to the next boot device
   */
  BootTarget boot(Lease firmware) throws IOException {
    if (firmware.bootFile().isEmpty()) {
      return new BootTarget.LocalDisk(false, "the server named no boot file");
    }
    if (firmware.bootFile().contains("://")) {
      throw new MachineStopped("a PXE ROM cannot fetch the URL the server named");
    }
    String loader = ShownUrl.lastSegment(firmware.bootFile());
    long size = tftp.fetch(firmware.nextServer(), firmware.bootFile(), board.spec().firmware());
    board.log().reached(Step.LOADER, "loaded " + loader + ", " + size + " bytes");
    Lease lease = dhcp.acquire(Stage.IPXE);
    if (lease.bootFile().isEmpty()) {
      return new BootTarget.LocalDisk(false, "iPXE got no script");
    }
    if (!lease.bootFile().contains("://")) {
      throw new MachineStopped(
          "iPXE was sent to " + ShownUrl.lastSegment(lease.bootFile()) + ": the chain loops");
    }
    Ipxe ipxe = new Ipxe(new IpxeMachine(board, faults), IpxeMachine.settings(board.spec(), lease));
    return target(ipxe.boot(URI.create(lease.bootFile())));
  }

  private BootTarget target(IpxeOutcome outcome) {
    return switch (outcome) {
      case IpxeOutcome.KernelStarted kernel -> new BootTarget.Kernel(kernel.arguments());
      case IpxeOutcome.DriveStarted drive ->
          new BootTarget.LocalDisk(true, "iPXE started drive " + drive.drive());
      case Returned returned -> afterReturn(returned);
      case IpxeOutcome.Rebooted rebooted -> new BootTarget.Again("the script said reboot");
      case IpxeOutcome.PoweredOff off -> throw new PowerLost("the script said poweroff");
    };
  }

  /** UEFI 2.10 §3.1.1: after a boot option that returns success the firmware shows its menu. */
  private BootTarget afterReturn(Returned returned) {
    if (returned.isSuccess() && board.spec().firmware() == MachineSpec.Firmware.UEFI) {
      throw new MachineStopped(
          "UEFI shows its boot menu: iPXE returned success (" + returned.why() + "), not exit 1");
    }
    return new BootTarget.LocalDisk(returned.exit(), returned.why());
  }
}
