package io.ironwake.dhcp;

import io.ironwake.boot.BootAdvice;
import io.ironwake.boot.BootFile;
import io.ironwake.quirk.Effect;
import io.ironwake.quirk.Effects;
import io.ironwake.wire.Octets;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.IpxeSubOption;
import io.ironwake.wire.dhcp.OptionSet;
import java.util.List;

/**
 * How a boot file is named to each kind of client. What the operator configured of these options is
 * for clients that do not boot from us: a TFTP name in a reservation must not reach HTTP Boot
 * (quirk 7), a left-over option 60 or 43 must not reach UEFI (quirk 38).
 */
final class BootFields {
  private static final String PXE_CLASS = "PXEClient";
  private static final String HTTP_CLASS = "HTTPClient";
  private static final int MAX_FILE = 127;

  /** Above what other servers send, which is nothing and counts as 0. */
  private static final int IPXE_PRIORITY = 1;

  private static final List<DhcpOption<?>> OURS =
      List.of(
          DhcpOption.VENDOR_SPECIFIC,
          DhcpOption.VENDOR_CLASS,
          DhcpOption.TFTP_SERVER_NAME,
          DhcpOption.BOOT_FILE_NAME,
          DhcpOption.TFTP_SERVER_ADDRESSES);

  private final ReplyDraft reply;
  private final DhcpMessage request;
  private final Client client;
  private final BootFile file;
  private final Effects effects;

  private BootFields(
      ReplyDraft reply, DhcpMessage request, Client client, BootFile file, Effects effects) {
    this.reply = reply;
    this.request = request;
    this.client = client;
    this.file = file;
    this.effects = effects;
  }

  /** Boot fields of a reply that also gives an address; none when the client is left alone. */
  static void full(ReplyDraft reply, DhcpMessage request, Client client, BootAdvice advice) {
    if (advice.effects().has(Effect.NO_PADDING)) {
      reply.unpadded();
    }
    Gate.file(advice)
        .ifPresent(file -> new BootFields(reply, request, client, file, advice.effects()).full());
  }

  /** Boot fields of a proxy offer or a 4011 answer. */
  static void proxy(ReplyDraft reply, DhcpMessage request, Client client, BootAdvice advice) {
    if (advice.effects().has(Effect.NO_PADDING)) {
      reply.unpadded();
    }
    Gate.file(advice)
        .ifPresent(file -> new BootFields(reply, request, client, file, advice.effects()).proxy());
  }

  private void full() {
    named();
    switch (client.kind()) {
      case HTTP -> reply.put(DhcpOption.VENDOR_CLASS, HTTP_CLASS);
      case RASPBERRY_PI -> raspberry();
      // Without the first iPXE waits for proxy offers that never come (quirk 17).
      case IPXE, IPXE_WITHOUT_HTTP ->
          reply.merge(DhcpOption.IPXE, ipxe().with(IpxeSubOption.NO_PXEDHCP, 1));
      case PXE -> {
        if (isVendorOptionForced()) {
          reply.put(DhcpOption.VENDOR_CLASS, PXE_CLASS);
          vendorOption();
        }
      }
      case U_BOOT, OTHER -> {}
    }
    leaveOut();
  }

  private void proxy() {
    named();
    reply.put(DhcpOption.VENDOR_CLASS, client.kind() == RequestKind.HTTP ? HTTP_CLASS : PXE_CLASS);
    switch (client.kind()) {
      case RASPBERRY_PI -> raspberry();
      case IPXE, IPXE_WITHOUT_HTTP -> reply.merge(DhcpOption.IPXE, ipxe());
      case PXE -> vendorOption();
      case HTTP, U_BOOT, OTHER -> {}
    }
    leaveOut();
  }

  /**
   * Both in the header and in options, since some clients read only one of them (quirks 10 to 12).
   */
  private void named() {
    OURS.forEach(reply::without);
    boolean http = client.kind() == RequestKind.HTTP;
    boolean byUrl = http || client.kind() == RequestKind.IPXE;
    String name = byUrl ? file.url() : file.tftpName();
    reply.siaddr(file.nextServer());
    if (!http && name.length() <= MAX_FILE && !effects.has(Effect.NO_FILE_FIELD)) {
      reply.file(name);
    }
    if (effects.has(Effect.PAD_OPTION_67)) {
      reply.put(DhcpOption.BOOT_FILE_NAME.code(), Octets.latin1(name + "\0"));
    } else {
      reply.put(DhcpOption.BOOT_FILE_NAME, name);
    }
    if (!byUrl) {
      reply.put(DhcpOption.TFTP_SERVER_NAME, file.nextServer().toString());
    }
    if (!http && isServerAddressWanted()) {
      reply.put(DhcpOption.TFTP_SERVER_ADDRESSES, List.of(file.nextServer()));
    }
  }

  private boolean isServerAddressWanted() {
    return effects.has(Effect.ALWAYS_REPLY_WITH_OPTIONS)
        || request
            .options()
            .find(DhcpOption.PARAMETER_REQUEST_LIST)
            .filter(codes -> codes.contains(DhcpOption.TFTP_SERVER_ADDRESSES.code()))
            .isPresent();
  }

  private boolean isVendorOptionForced() {
    return effects.has(Effect.SEND_OPTION_43_ANYWAY) || effects.has(Effect.FORCE_FULL_MENU);
  }

  /** Boot fields of a BOOTP reply: the header's only, its vendor area is too small for names. */
  static void bootp(ReplyDraft reply, Client client, BootFile file) {
    String name = client.kind() == RequestKind.IPXE ? file.url() : file.tftpName();
    reply.siaddr(file.nextServer());
    if (name.length() <= MAX_FILE) {
      reply.file(name);
    }
  }

  /**
   * UEFI must not see option 43 and then comes to 4011 (quirks 1 and 2); a BIOS is told to take
   * this very file.
   */
  private void vendorOption() {
    OptionSet item = PxeMenu.chosenItem(request);
    boolean uefi = client.arch().filter(arch -> arch.isUefi()).isPresent();
    if (effects.has(Effect.FORCE_FULL_MENU) && item.values().isEmpty()) {
      reply.put(DhcpOption.VENDOR_SPECIFIC, PxeMenu.of(file.nextServer()));
    } else if (!uefi || effects.has(Effect.SEND_OPTION_43_ANYWAY)) {
      reply.put(DhcpOption.VENDOR_SPECIFIC, PxeMenu.takeThisFile(item));
    } else if (!item.values().isEmpty()) {
      reply.put(DhcpOption.VENDOR_SPECIFIC, item);
    }
  }

  private void raspberry() {
    reply
        .put(DhcpOption.VENDOR_CLASS, PXE_CLASS)
        .put(DhcpOption.VENDOR_SPECIFIC, PxeMenu.RASPBERRY_PI);
  }

  private static OptionSet ipxe() {
    return OptionSet.EMPTY.with(IpxeSubOption.PRIORITY, IPXE_PRIORITY);
  }

  private void leaveOut() {
    if (effects.has(Effect.OMIT_OPTION_43)) {
      reply.without(DhcpOption.VENDOR_SPECIFIC);
    }
    if (effects.has(Effect.OMIT_OPTION_60)) {
      reply.without(DhcpOption.VENDOR_CLASS);
    }
    if (effects.has(Effect.DROP_OPTION_67)) {
      reply.without(DhcpOption.BOOT_FILE_NAME);
    }
  }
}
