package io.ironwake.profile;

import io.ironwake.net.Pure;

/**
 * What must be true before an install may wipe a disk. Profile and machine may each have one; then
 * both must hold: nobody loosens the other's.
 *
 * @param disk of the target disk
 * @param machine of the machine that asks for the install
 */
@Pure
public record WipeGuard(DiskGuard disk, MachineGuard machine) {
  /** Demands nothing. */
  public static final WipeGuard NONE = new WipeGuard(DiskGuard.NONE, MachineGuard.NONE);
}
