package io.ironwake.dhcp;

import io.ironwake.boot.BootFile;
import io.ironwake.wire.Octets;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.IpxeSubOption;
import io.ironwake.wire.dhcp.OptionSet;
import io.ironwake.wire.dhcp.PxeSubOption;
import java.util.List;

/** How a boot file is named to each kind of client. */
final class BootFields {
  private static final String PXE_CLASS = "PXEClient";
  private static final String HTTP_CLASS = "HTTPClient";
  private static final int MAX_FILE = 127;
  private static final int USE_THIS_FILE = 8;

  /** What Raspberry Pi firmware looks for in option 43 (quirk 13). */
  private static final OptionSet RASPBERRY_MENU =
      OptionSet.builder()
          .put(PxeSubOption.DISCOVERY_CONTROL, 3)
          .put(PxeSubOption.BOOT_MENU, Octets.latin1("\0\0\u0011Raspberry Pi Boot"))
          .put(PxeSubOption.MENU_PROMPT, Octets.latin1("\0PXE"))
          .build();

  private BootFields() {}

  /** Boot fields of a reply that also gives an address. */
  static void full(ReplyDraft reply, DhcpMessage request, Client client, BootFile file) {
    named(reply, request, client, file);
    switch (client.kind()) {
      case HTTP -> reply.put(DhcpOption.VENDOR_CLASS, HTTP_CLASS);
      case RASPBERRY_PI -> raspberry(reply);
      // Without it iPXE waits for proxy offers that never come (quirk 17).
      case IPXE, IPXE_WITHOUT_HTTP ->
          reply.put(DhcpOption.IPXE, OptionSet.EMPTY.with(IpxeSubOption.NO_PXEDHCP, 1));
      case PXE, U_BOOT, OTHER -> {}
    }
  }

  /** Boot fields of a proxy offer or a 4011 answer. */
  static void proxy(ReplyDraft reply, DhcpMessage request, Client client, BootFile file) {
    named(reply, request, client, file);
    reply.put(DhcpOption.VENDOR_CLASS, client.kind() == RequestKind.HTTP ? HTTP_CLASS : PXE_CLASS);
    switch (client.kind()) {
      case RASPBERRY_PI -> raspberry(reply);
      case PXE -> discovery(reply, request, client);
      case HTTP, IPXE, IPXE_WITHOUT_HTTP, U_BOOT, OTHER -> {}
    }
  }

  /**
   * UEFI must not see option 43 and then comes to 4011 (quirks 1 and 2); a BIOS is told to take
   * this very file.
   */
  private static void discovery(ReplyDraft reply, DhcpMessage request, Client client) {
    boolean uefi = client.arch().filter(arch -> arch.isUefi()).isPresent();
    if (!uefi) {
      reply.put(
          DhcpOption.VENDOR_SPECIFIC,
          bootItem(request).with(PxeSubOption.DISCOVERY_CONTROL, USE_THIS_FILE));
    }
  }

  /** The boot item a client chose comes back to it (PXE 2.1 §2.2.4). */
  private static OptionSet bootItem(DhcpMessage request) {
    return request
        .options()
        .find(DhcpOption.VENDOR_SPECIFIC)
        .flatMap(chosen -> chosen.find(PxeSubOption.BOOT_ITEM))
        .map(item -> OptionSet.EMPTY.with(PxeSubOption.BOOT_ITEM, item))
        .orElse(OptionSet.EMPTY);
  }

  private static void raspberry(ReplyDraft reply) {
    reply.put(DhcpOption.VENDOR_CLASS, PXE_CLASS).put(DhcpOption.VENDOR_SPECIFIC, RASPBERRY_MENU);
  }

  /**
   * Both in the header and in options, since some clients read only one of them (quirks 10 to 12).
   */
  private static void named(ReplyDraft reply, DhcpMessage request, Client client, BootFile file) {
    boolean byUrl = client.kind() == RequestKind.HTTP || client.kind() == RequestKind.IPXE;
    String name = byUrl ? file.url() : file.tftpName();
    reply.siaddr(file.nextServer()).put(DhcpOption.BOOT_FILE_NAME, name);
    if (name.length() <= MAX_FILE) {
      reply.file(name);
    }
    if (!byUrl) {
      reply.put(DhcpOption.TFTP_SERVER_NAME, file.nextServer().toString());
    }
    if (isAsked(request, DhcpOption.TFTP_SERVER_ADDRESSES)) {
      reply.put(DhcpOption.TFTP_SERVER_ADDRESSES, List.of(file.nextServer()));
    }
  }

  private static boolean isAsked(DhcpMessage request, DhcpOption<?> option) {
    return request
        .options()
        .find(DhcpOption.PARAMETER_REQUEST_LIST)
        .filter(codes -> codes.contains(option.code()))
        .isPresent();
  }
}
