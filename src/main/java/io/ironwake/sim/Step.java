package io.ironwake.sim;

import io.ironwake.net.Pure;
import java.util.Locale;

/** The steps of a simulated life, in the order of a first install. */
@Pure
public enum Step {
  /** The machine was switched on. */
  POWER_ON,
  /** The firmware asks for an address and a loader. */
  DISCOVER,
  /** A server offered an address. */
  OFFER,
  /** The firmware accepted an offer. */
  REQUEST,
  /** The address is the machine's. */
  ACK,
  /** The loader arrived whole by TFTP. */
  LOADER,
  /** The loader, iPXE, asked for its own address and script. */
  IPXE,
  /** The first script arrived. */
  STUB,
  /** A script that the first one chained to arrived. */
  SCRIPT,
  /** A line on iPXE's console. */
  CONSOLE,
  /** The kernel arrived. */
  KERNEL,
  /** An initial RAM disk arrived. */
  INITRD,
  /** The kernel was started. */
  INSTALLER,
  /** The installer fetched the configuration that tells it what to do, or the one it installs. */
  CONFIG,
  /** The installer downloaded the system. */
  IMAGE,
  /** The disk's old content is gone. */
  FORMAT,
  /** The disk boots the new system. */
  WRITTEN,
  /** A report was sent to the boot service. */
  REPORT,
  /** The machine restarts. */
  REBOOT,
  /** The boot service said to boot the local disk. */
  LOCAL_BOOT,
  /** There is nothing to boot: the firmware waits and starts again. */
  NOTHING,
  /** The installed system runs. */
  RUNNING,
  /** Power was lost, or the operator switched the machine off. */
  POWER_OFF,
  /** The life ended with an error. */
  STOPPED;

  /** As it is shown: lower case with dashes. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
