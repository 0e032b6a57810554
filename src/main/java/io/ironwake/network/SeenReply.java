package io.ironwake.network;

import io.ironwake.net.Cidr;
import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What matters of another server's OFFER or ACK.
 *
 * @param server its server identifier (option 54), else the packet's sender
 * @param askedAs what it was an answer to
 * @param address what it gives; 0.0.0.0 for a proxy offer
 * @param network the address's network by option 1
 * @param router option 3, the first
 * @param lease option 51
 * @param nextServer siaddr; 0.0.0.0 for none
 * @param bootFile option 67, else the header's file field
 * @param tftpServer option 66
 * @param vendorClass option 60
 * @param vendorOptions whether option 43 is there
 * @param domain option 15
 * @param peer another Ironwake's mark
 */
@Pure
public record SeenReply(
    Ipv4 server,
    AskedAs askedAs,
    Ipv4 address,
    Optional<Cidr> network,
    Optional<Ipv4> router,
    Optional<Duration> lease,
    Ipv4 nextServer,
    Optional<String> bootFile,
    Optional<String> tftpServer,
    Optional<String> vendorClass,
    boolean vendorOptions,
    Optional<String> domain,
    Optional<PeerMark> peer) {
  private static final int LONGEST = 200;

  /** Reads a reply that came from {@code sender}. */
  public static SeenReply of(DhcpMessage reply, Ipv4 sender, AskedAs askedAs) {
    return new SeenReply(
        reply.options().find(DhcpOption.SERVER_ID).orElse(sender),
        askedAs,
        reply.yiaddr(),
        network(reply),
        reply.options().find(DhcpOption.ROUTERS).flatMap(SeenReply::first),
        reply.options().find(DhcpOption.LEASE_TIME),
        reply.siaddr(),
        text(reply.options().find(DhcpOption.BOOT_FILE_NAME).orElse(reply.file())),
        text(reply.options().find(DhcpOption.TFTP_SERVER_NAME).orElse(reply.sname())),
        text(reply.options().find(DhcpOption.VENDOR_CLASS).orElse("")),
        reply.options().has(DhcpOption.VENDOR_SPECIFIC),
        text(reply.options().find(DhcpOption.DOMAIN_NAME).orElse("")),
        PeerMark.of(reply));
  }

  private static Optional<Cidr> network(DhcpMessage reply) {
    return reply
        .options()
        .find(DhcpOption.SUBNET_MASK)
        .filter(mask -> !reply.yiaddr().isAny())
        .map(mask -> Cidr.around(reply.yiaddr(), Integer.bitCount(mask.bits())));
  }

  private static Optional<Ipv4> first(List<Ipv4> addresses) {
    return addresses.stream().findFirst();
  }

  /** Printable, and short: a stranger wrote it, and it ends in logs and pages. */
  private static Optional<String> text(String raw) {
    String plain = raw.replaceAll("[^\\x20-\\x7e]", "");
    return Optional.of(plain.substring(0, Math.min(plain.length(), LONGEST)))
        .filter(each -> !each.isBlank());
  }

  /** True when the server gives addresses, and does not only name boot files. */
  public boolean gives() {
    return !address.isAny();
  }

  /** Where the boot file would be fetched from: siaddr, else option 66; none for a URL. */
  public Optional<String> bootServer() {
    return nextServer.isAny() ? tftpServer : Optional.of(nextServer.toString());
  }
}
