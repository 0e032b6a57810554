package io.ironwake.sim.ipxe;

import io.ironwake.net.Pure;

/** How iPXE ended. */
@Pure
public sealed interface IpxeOutcome {
  /**
   * iPXE gave the machine back; the firmware goes on with its next boot device.
   *
   * @param status what it told the firmware; 0 is success
   * @param exit true when a script said {@code exit}, false when it ended or failed
   * @param why for the reader
   */
  record Returned(int status, boolean exit, String why) implements IpxeOutcome {
    /** True when iPXE tells the firmware that it succeeded. */
    public boolean isSuccess() {
      return status == 0;
    }
  }

  /**
   * A kernel was started.
   *
   * @param arguments its command line as the script wrote it, without the kernel's own name
   */
  record KernelStarted(String arguments) implements IpxeOutcome {}

  /** {@code sanboot} started a local drive. */
  record DriveStarted(String drive) implements IpxeOutcome {}

  /** The script said {@code reboot}. */
  record Rebooted() implements IpxeOutcome {}

  /** The script said {@code poweroff}. */
  record PoweredOff() implements IpxeOutcome {}
}
