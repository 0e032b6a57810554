package io.ironwake.config;

import io.ironwake.net.Pure;
import io.ironwake.profile.DiskGuard;
import io.ironwake.profile.OsFamily;
import io.ironwake.profile.Profile;
import java.util.Optional;

/**
 * All that Ironwake knows of one family of operating systems: its assets and documents, the kernel
 * arguments it reads, the keys of {@code config}, how it reports, and what it would do wrong in
 * silence. Turns an approval into a kernel line and documents.
 */
@Pure
public sealed interface InstallWriter
    permits AutoyastWriter,
        DebianWriter,
        FcosWriter,
        FlatcarWriter,
        GenericWriter,
        K3osWriter,
        KairosWriter,
        KickstartWriter,
        MicroosWriter,
        TalosWriter,
        UbuntuWriter {

  /**
   * Checks everything that can be checked before a machine is armed, and freezes it.
   *
   * @throws ConfigException naming where and what to change
   */
  FrozenInstall freeze(InstallFacts facts);

  /** Where to set it instead, for the key of a kernel argument that this writer sets itself. */
  Optional<String> owned(String key);

  /**
   * Checks what can be checked of a profile before there is a machine.
   *
   * @throws ConfigException naming where and what to change
   */
  default void check(Profile profile) {}

  /** Who can compare the disk with a guard before it is written. */
  enum DiskCheck {
    /** The installer, in the last moment. */
    BY_INSTALLER,
    /** Nobody on the machine; an inspection knows its disks. */
    BY_INSPECTION,
    /** Nobody. */
    NOWHERE
  }

  /** Where this family's installer lets us look at the disk. */
  default DiskCheck diskCheck() {
    return DiskCheck.BY_INSTALLER;
  }

  /**
   * Refuses demands on the disk that nobody would check.
   *
   * @param where whose guard it is
   * @throws ConfigException naming why, and what to do instead
   */
  static void requireCheckable(String where, OsFamily os, DiskGuard guard) {
    if (!guard.demandsNothing() && of(os).diskCheck() == DiskCheck.NOWHERE) {
      throw new ConfigException(
          where + ".guard.disk",
          "nobody would check it: the installer of "
              + os.title()
              + " runs nothing of ours before it writes the disk; remove it, name the disk by a"
              + " link in /dev/disk/by-id instead");
    }
  }

  /** The writer for an operating system. */
  static InstallWriter of(OsFamily os) {
    return switch (os) {
      case K3OS -> new K3osWriter();
      case FLATCAR -> new FlatcarWriter();
      case DEBIAN -> new DebianWriter();
      case UBUNTU -> new UbuntuWriter();
      case FCOS -> new FcosWriter();
      case MICROOS -> new MicroosWriter();
      case KAIROS -> new KairosWriter();
      case AUTOYAST -> new AutoyastWriter();
      case TALOS -> new TalosWriter();
      case KICKSTART -> new KickstartWriter();
      case GENERIC -> new GenericWriter();
    };
  }
}
