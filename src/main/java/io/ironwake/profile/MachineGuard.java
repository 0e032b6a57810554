package io.ironwake.profile;

import io.ironwake.net.Pure;
import io.ironwake.net.SerialNumber;
import io.ironwake.net.SmbiosUuid;
import java.util.Optional;

/**
 * What a machine must present of itself before an install is served to it. Without a guard only
 * what both sides know is compared; with one, a client that presents nothing is refused too.
 *
 * @param uuid its SMBIOS uuid, or {@link #RECORDED}
 * @param serial its SMBIOS serial number, or {@link #RECORDED}
 */
@Pure
public record MachineGuard(Optional<String> uuid, Optional<String> serial) {
  /** Stands for what Ironwake has recorded of the machine when an install is approved. */
  public static final String RECORDED = "recorded";

  /** Demands nothing. */
  public static final MachineGuard NONE = new MachineGuard(Optional.empty(), Optional.empty());

  /**
   * @throws IllegalArgumentException naming the key and the fix
   */
  public MachineGuard {
    uuid.filter(text -> !text.equals(RECORDED) && SmbiosUuid.parse(text).isEmpty())
        .ifPresent(text -> refuse("uuid"));
    serial = serial.map(String::strip);
    serial.filter(text -> SerialNumber.real(text).isEmpty()).ifPresent(text -> refuse("serial"));
  }

  private static void refuse(String key) {
    throw new IllegalArgumentException(
        key
            + " is none that tells machines apart; give the one the machine presents, or '"
            + RECORDED
            + "' for what is recorded of it");
  }

  /** Whether it asks for nothing at all. */
  public boolean demandsNothing() {
    return equals(NONE);
  }
}
