package io.ironwake.boot;

import io.ironwake.config.RenderedInstall;
import io.ironwake.config.Way;
import io.ironwake.image.K3osMenu;
import io.ironwake.net.LocalBoot;
import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;

/** The languages in which a loader is told what to boot. */
@Pure
enum ScriptFormat {
  IPXE("script"),
  GRUB("script.grub"),
  /** PXELINUX on a BIOS; its files come by TFTP. */
  PXELINUX("script.pxelinux"),
  /** PXELINUX with HTTP. */
  LPXELINUX("script.lpxelinux"),
  /** U-Boot's reader of pxelinux.cfg. */
  U_BOOT("script.u-boot"),
  /** The {@code cmdline.txt} of a Raspberry Pi: the kernel line alone. */
  RASPBERRY_PI("script.raspberry-pi"),
  /** A shell script for the Linux that is to be replaced. */
  TAKEOVER(Way.TAKEOVER.document()),
  /** The words of the menu of a k3OS image. */
  ISO_MENU(Way.ISO.document()),
  /** An archive that is unpacked over a running system. */
  OVERLAY(Way.OVERLAY.document());

  private static final String PREFIX = "script";

  private final String document;

  ScriptFormat(String document) {
    this.document = document;
  }

  /** The name under which a script that was handed out is kept. */
  String document() {
    return document;
  }

  /** The name under which a loader asks for it. */
  String asked() {
    return switch (this) {
      case IPXE -> "script";
      case GRUB -> BootName.GRUB_SCRIPT;
      case PXELINUX, LPXELINUX, U_BOOT -> "pxelinux.cfg";
      case RASPBERRY_PI -> "cmdline.txt";
      case TAKEOVER -> "takeover";
      case ISO_MENU -> "grub.cfg";
      case OVERLAY -> "overlay.tar";
    };
  }

  /** The loader that reads it, as the timeline calls it. */
  String loader() {
    return switch (this) {
      case IPXE -> "iPXE";
      case GRUB -> "GRUB";
      case PXELINUX, LPXELINUX -> "PXELINUX";
      case U_BOOT -> "U-Boot";
      case RASPBERRY_PI -> "Raspberry Pi";
      case TAKEOVER -> "takeover script";
      case ISO_MENU -> "k3OS image";
      case OVERLAY -> "overlay";
    };
  }

  /** Where it is mostly asked for. */
  Door door() {
    return isDelivered() ? Door.DELIVERY : this == IPXE ? Door.HTTP : Door.TFTP;
  }

  /** The door by which the gate is asked for it over HTTP. */
  Door gate() {
    return isDelivered() ? Door.DELIVERY : Door.HTTP;
  }

  /** True for what is read in parts and at any time: every read of it is the same attempt. */
  boolean lasts() {
    return this == ISO_MENU || this == OVERLAY;
  }

  private boolean isDelivered() {
    return this == TAKEOVER || lasts();
  }

  /** Seconds between two rounds of waiting, when {@code usual} are between two of iPXE's. */
  int seconds(int usual) {
    return this == PXELINUX || this == LPXELINUX
        ? Math.max(usual, PxelinuxConfig.SHORTEST_WAIT)
        : usual;
  }

  /** True for names of kept scripts, which no config token opens. */
  static boolean isScript(String document) {
    return document.startsWith(PREFIX);
  }

  /**
   * How the boot plane is reached.
   *
   * @param base {@code http://address:port}
   * @param nonce a good one
   */
  @Pure
  record Place(String base, String nonce, MacAddress mac) {
    /** Without the nonce. */
    @Override
    public String toString() {
      return "Place[" + base + "]";
    }
  }

  private boolean fetchesByTftpAlone() {
    return this == PXELINUX || this == U_BOOT || this == RASPBERRY_PI;
  }

  String hold(String reason, Place fresh, int round, int seconds) {
    return switch (this) {
      case IPXE -> IpxeScript.hold(reason, fresh.base + "/boot/" + fresh.nonce, round, seconds);
      case GRUB -> GrubScript.hold(reason, "/" + fresh.nonce, round, seconds);
      case PXELINUX, LPXELINUX ->
          PxelinuxConfig.hold(reason, fresh.nonce, fresh.mac, round, seconds);
      case U_BOOT -> PxelinuxConfig.localBootOfUBoot(reason + "; reboot to ask again");
      case RASPBERRY_PI -> "";
      case TAKEOVER, ISO_MENU, OVERLAY -> localBoot(reason, LocalBoot.SCRIPT);
    };
  }

  String localBoot(String reason, LocalBoot way) {
    return switch (this) {
      case IPXE -> IpxeScript.localBoot(reason, way);
      case GRUB -> GrubScript.localBoot(reason, way);
      case PXELINUX, LPXELINUX -> PxelinuxConfig.localBoot(reason, way);
      case U_BOOT -> PxelinuxConfig.localBootOfUBoot(reason);
      case RASPBERRY_PI -> "";
      case TAKEOVER -> TakeoverStub.refusal(reason);
      case ISO_MENU -> K3osMenu.disk(IpxeScript.plain(reason));
      case OVERLAY -> IpxeScript.plain(reason) + "\n";
    };
  }

  /**
   * Boots a kernel.
   *
   * @param release the folder of its files below {@code assets/}
   * @throws IllegalArgumentException when this loader cannot be told so, with the reason
   */
  String boot(String reason, Place place, String release, RenderedInstall install) {
    String folder = "assets/" + release;
    if (install.hasOwnInitrd() && fetchesByTftpAlone()) {
      throw new IllegalArgumentException(
          "this profile's own initrd holds tokens and is not given out by TFTP; boot with iPXE, or"
              + " remove config.embed");
    }
    return switch (this) {
      case IPXE -> IpxeScript.boot(reason, place.base + "/" + folder, install);
      case GRUB -> GrubScript.boot(reason, "/" + place.nonce + "/" + folder, install);
      case PXELINUX -> PxelinuxConfig.boot(reason, folder, install);
      case LPXELINUX -> PxelinuxConfig.boot(reason, place.base + "/" + folder, install);
      case U_BOOT -> PxelinuxConfig.bootByUBoot(reason, folder, install);
      case RASPBERRY_PI -> RaspberryConfig.commandLine(install);
      case TAKEOVER -> install.arguments(Way.TAKEOVER);
      case ISO_MENU -> install.arguments(Way.ISO);
      case OVERLAY -> install.arguments(Way.OVERLAY);
    };
  }
}
