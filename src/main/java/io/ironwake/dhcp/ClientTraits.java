package io.ironwake.dhcp;

import io.ironwake.quirk.Traits;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.UserClass;
import java.util.List;
import java.util.Optional;

/** Reads from a request what quirk rules match. */
final class ClientTraits {
  private ClientTraits() {}

  static Traits of(Request request) {
    DhcpMessage message = request.message();
    boolean full = request.subnet().filter(each -> each.mode().givesAddresses()).isPresent();
    return new Traits(
        program(request.client().kind()),
        message.options().find(DhcpOption.VENDOR_CLASS).orElse(""),
        message.options().find(DhcpOption.USER_CLASS).map(UserClass::names).orElse(List.of()),
        Optional.of(full ? Traits.Mode.FULL : Traits.Mode.PROXY));
  }

  private static Traits.Program program(RequestKind kind) {
    return switch (kind) {
      case PXE -> Traits.Program.PXE;
      case HTTP -> Traits.Program.HTTP;
      case IPXE -> Traits.Program.IPXE;
      case IPXE_WITHOUT_HTTP -> Traits.Program.IPXE_WITHOUT_HTTP;
      case U_BOOT -> Traits.Program.U_BOOT;
      case RASPBERRY_PI -> Traits.Program.RASPBERRY_PI;
      case OTHER -> Traits.Program.OTHER;
    };
  }
}
