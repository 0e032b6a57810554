package io.ironwake.dhcp;

import io.ironwake.address.LeaseOutcome;
import io.ironwake.address.Subnet;
import io.ironwake.boot.BootAdvice;
import io.ironwake.net.Ipv4;
import io.ironwake.quirk.Effects;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.MessageType;
import io.ironwake.wire.dhcp.OptionSet;
import java.util.Optional;

/** Writes the replies of a subnet's own server: addresses, parameters, boot fields, refusals. */
final class Gifts {
  private final AddressDesk desk;
  private final Gate gate;
  private final AddressOptions options = new AddressOptions();

  Gifts(AddressDesk desk, Gate gate) {
    this.desk = desk;
    this.gate = gate;
  }

  /** An OFFER or ACK of an address. */
  Answer lease(Request request, Subnet subnet, MessageType type, LeaseOutcome.Granted lease) {
    Optional<Ipv4> address = Optional.of(lease.address());
    Optional<BootAdvice> advice = gate.ask(request, address);
    ReplyDraft reply = Replies.to(request.message(), type, request.serverAddress());
    reply
        .yiaddr(lease.address())
        .putAll(options.of(subnet))
        .putAll(declared(request, subnet, address, advice))
        .putAll(AddressOptions.times(subnet.lease().times(), lease.lifetime()));
    return withBoot(request, subnet, type, reply, advice);
  }

  /** Parameters without an address and without lease times (RFC 2131 §4.3.5). */
  Answer parameters(Request request, Subnet subnet) {
    Optional<Ipv4> address = request.claimedAddress();
    Optional<BootAdvice> advice = gate.ask(request, address);
    ReplyDraft reply = Replies.to(request.message(), MessageType.ACK, request.serverAddress());
    reply.putAll(options.of(subnet)).putAll(declared(request, subnet, address, advice));
    return withBoot(request, subnet, MessageType.ACK, reply, advice);
  }

  private OptionSet declared(
      Request request, Subnet subnet, Optional<Ipv4> address, Optional<BootAdvice> advice) {
    return AddressOptions.asked(
        desk.options(subnet, request.identity(), address),
        request.message(),
        advice.map(BootAdvice::effects).orElse(Effects.NONE));
  }

  private Answer withBoot(
      Request request,
      Subnet subnet,
      MessageType type,
      ReplyDraft reply,
      Optional<BootAdvice> advice) {
    desk.hostName(subnet, request.identity())
        .ifPresent(name -> reply.put(DhcpOption.HOST_NAME, name));
    DhcpMessage message = request.message();
    advice.ifPresent(given -> BootFields.full(reply, message, request.client(), given));
    String reason = advice.map(each -> each.decision().reason()).orElse("no boot client");
    return Answer.reply(reply, type, advice.map(BootAdvice::decision), reason);
  }

  /** A refusal (RFC 2131 table 3). */
  static Answer nak(Request request, String reason) {
    ReplyDraft nak = Replies.to(request.message(), MessageType.NAK, request.serverAddress());
    return Answer.reply(
        nak.put(DhcpOption.MESSAGE, reason), MessageType.NAK, Optional.empty(), reason);
  }

  /** A BOOTP reply: what fits into its 64 bytes of vendor area, and the file's name. */
  Answer bootp(Request request, Subnet subnet, Ipv4 address) {
    Optional<BootAdvice> advice = gate.ask(request, Optional.of(address));
    ReplyDraft reply = Replies.toBootp(request.message()).yiaddr(address);
    OptionSet all =
        OptionSet.builder()
            .putAll(options.of(subnet))
            .putAll(declared(request, subnet, Optional.of(address), advice))
            .build();
    reply.putAll(BootpOptions.fitting(all, reply.room()));
    advice.flatMap(Gate::file).ifPresent(file -> BootFields.bootp(reply, request.client(), file));
    String reason = advice.map(each -> each.decision().reason()).orElse("a BOOTP client's address");
    return Answer.bootReply(reply, advice.map(BootAdvice::decision), reason);
  }
}
