package io.ironwake.quirk;

import io.ironwake.net.Pure;
import java.util.List;
import java.util.Optional;

/**
 * What a client's DHCP packet says of its program.
 *
 * @param program which kind it is
 * @param vendorClass option 60; empty when it sent none
 * @param userClasses option 77
 * @param mode how its subnet is served; empty outside DHCP
 */
@Pure
public record Traits(
    Program program, String vendorClass, List<String> userClasses, Optional<Mode> mode) {
  /** No packet was seen. */
  public static final Traits UNKNOWN = new Traits(Program.OTHER, "", List.of(), Optional.empty());

  /** The kinds of boot clients that are told apart. */
  public enum Program {
    PXE,
    HTTP,
    IPXE,
    IPXE_WITHOUT_HTTP,
    U_BOOT,
    RASPBERRY_PI,
    OTHER
  }

  /** Who gives the addresses. */
  public enum Mode {
    /** Ironwake does. */
    FULL,
    /** Another server does. */
    PROXY
  }

  /** What most clients of a kind send. */
  public static Traits usual(Program program, Mode mode) {
    String vendorClass =
        switch (program) {
          case PXE, IPXE, IPXE_WITHOUT_HTTP, RASPBERRY_PI -> "PXEClient";
          case HTTP -> "HTTPClient";
          case U_BOOT -> "U-Boot";
          case OTHER -> "";
        };
    boolean ipxe = program == Program.IPXE || program == Program.IPXE_WITHOUT_HTTP;
    return new Traits(program, vendorClass, ipxe ? List.of("iPXE") : List.of(), Optional.of(mode));
  }

  public Traits {
    userClasses = List.copyOf(userClasses);
  }
}
