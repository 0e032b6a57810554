package io.ironwake.dhcp;

import io.ironwake.address.LeaseOutcome;
import io.ironwake.address.Subnet;
import io.ironwake.boot.BootAdvice;
import io.ironwake.net.Ipv4;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.MessageType;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The DHCP server of a subnet (RFC 2131 §4.3): addresses to all its clients, boot fields to those
 * that boot.
 */
final class FullMode {
  private final AddressDesk desk;
  private final Gate gate;
  private final Lookout lookout;
  private final AddressOptions options = new AddressOptions();

  FullMode(AddressDesk desk, Gate gate, Lookout lookout) {
    this.desk = desk;
    this.gate = gate;
    this.lookout = lookout;
  }

  /**
   * The answer; an ACK's stage completes once the lease is committed. Never exceptional by the
   * packet's content.
   */
  CompletionStage<Answer> answer(Request request, Subnet subnet) {
    return switch (request.type()) {
      case DISCOVER -> now(discover(request, subnet));
      case REQUEST -> request(request, subnet);
      case INFORM -> now(inform(request, subnet));
      case RELEASE -> now(release(request, subnet));
      case DECLINE -> now(decline(request, subnet));
      case OFFER, ACK, NAK, FORCERENEW, LEASEQUERY, LEASEUNASSIGNED, LEASEUNKNOWN, LEASEACTIVE ->
          now(Answer.silent("ignored", "a server does not answer " + request.type()));
    };
  }

  private static CompletionStage<Answer> now(Answer answer) {
    return CompletableFuture.completedFuture(answer);
  }

  private Answer discover(Request request, Subnet subnet) {
    Optional<String> refusal = refusal(request, subnet);
    if (refusal.isPresent()) {
      return Answer.silent("foreign", refusal.get());
    }
    Optional<Ipv4> wanted = request.message().options().find(DhcpOption.REQUESTED_ADDRESS);
    return desk.offer(subnet, request.identity(), wanted)
        .map(
            address ->
                give(
                    request,
                    subnet,
                    MessageType.OFFER,
                    new LeaseOutcome.Granted(address, subnet.lease().validLifetime())))
        .orElseGet(
            () ->
                Answer.silent(
                    "exhausted",
                    "subnet "
                        + subnet.name()
                        + " has no free address for it; enlarge a pool, or free its reserved address"));
  }

  /** The four states a REQUEST comes from (RFC 2131 §4.3.2). */
  private CompletionStage<Answer> request(Request request, Subnet subnet) {
    boolean selecting = request.message().options().has(DhcpOption.SERVER_ID);
    boolean extending = !selecting && !request.message().ciaddr().isAny();
    Optional<Ipv4> address = selecting ? selected(request) : request.claimedAddress();
    if (request.isForAnother()) {
      return now(Answer.silent("other-server", "the client chose another server"));
    }
    if (address.isEmpty()) {
      return now(Answer.silent("malformed", "a REQUEST names an address by option 50 or ciaddr"));
    }
    boolean ours = extending && desk.holds(subnet, request.identity(), address.get());
    Optional<String> refusal = ours ? Optional.empty() : refusal(request, subnet);
    if (refusal.isPresent()) {
      return now(Answer.silent("foreign", refusal.get()));
    }
    if (!selecting && !desk.manages(subnet, address.get())) {
      return now(notOurs(request, subnet, address.get()));
    }
    return desk.commit(subnet, request.identity(), address.get(), hostName(request))
        .thenApply(outcome -> committed(request, subnet, outcome));
  }

  /** Other servers matter on our own link only, and not where the operator said so. */
  private Optional<String> refusal(Request request, Subnet subnet) {
    return request.message().isRelayed() || subnet.lease().besideForeign()
        ? Optional.empty()
        : lookout.refusal();
  }

  private static Optional<Ipv4> selected(Request request) {
    return request
        .message()
        .options()
        .find(DhcpOption.REQUESTED_ADDRESS)
        .or(request::claimedAddress);
  }

  private static Optional<String> hostName(Request request) {
    return request.message().options().find(DhcpOption.HOST_NAME).filter(name -> !name.isEmpty());
  }

  /** Another server may have given it, so only an authoritative one speaks up. */
  private static Answer notOurs(Request request, Subnet subnet, Ipv4 address) {
    String reason = address + " was never given out by subnet " + subnet.name();
    return subnet.lease().authoritative()
        ? nak(request, reason)
        : Answer.silent("not-ours", reason);
  }

  private Answer committed(Request request, Subnet subnet, LeaseOutcome outcome) {
    return switch (outcome) {
      case LeaseOutcome.Granted granted -> give(request, subnet, MessageType.ACK, granted);
      case LeaseOutcome.Refused refused -> nak(request, refused.reason());
      case LeaseOutcome.Unavailable unavailable ->
          Answer.silent("unavailable", unavailable.reason());
    };
  }

  private static Answer nak(Request request, String reason) {
    ReplyDraft nak = Replies.to(request.message(), MessageType.NAK, request.serverAddress());
    return Answer.reply(
        nak.put(DhcpOption.MESSAGE, reason), MessageType.NAK, Optional.empty(), reason);
  }

  private Answer give(
      Request request, Subnet subnet, MessageType type, LeaseOutcome.Granted lease) {
    ReplyDraft reply = Replies.to(request.message(), type, request.serverAddress());
    reply
        .yiaddr(lease.address())
        .putAll(options.of(subnet))
        .putAll(AddressOptions.times(lease.lifetime()));
    return withBoot(request, subnet, type, reply, Optional.of(lease.address()));
  }

  /** Parameters without an address and without lease times (RFC 2131 §4.3.5). */
  private Answer inform(Request request, Subnet subnet) {
    ReplyDraft reply = Replies.to(request.message(), MessageType.ACK, request.serverAddress());
    return withBoot(
        request,
        subnet,
        MessageType.ACK,
        reply.putAll(options.of(subnet)),
        request.claimedAddress());
  }

  private Answer withBoot(
      Request request,
      Subnet subnet,
      MessageType type,
      ReplyDraft reply,
      Optional<Ipv4> clientAddress) {
    desk.hostName(subnet, request.client().mac())
        .ifPresent(name -> reply.put(DhcpOption.HOST_NAME, name));
    Optional<BootAdvice> advice = gate.ask(request, clientAddress);
    DhcpMessage message = request.message();
    advice.ifPresent(given -> BootFields.full(reply, message, request.client(), given));
    String reason = advice.map(each -> each.decision().reason()).orElse("no boot client");
    return Answer.reply(reply, type, advice.map(BootAdvice::decision), reason);
  }

  private Answer release(Request request, Subnet subnet) {
    if (request.isForAnother()) {
      return Answer.silent("other-server", "the client releases another server's lease");
    }
    desk.release(subnet, request.identity(), request.message().ciaddr());
    return Answer.silent("released", "the client gives " + request.message().ciaddr() + " back");
  }

  private Answer decline(Request request, Subnet subnet) {
    Optional<Ipv4> address = request.message().options().find(DhcpOption.REQUESTED_ADDRESS);
    if (request.isForAnother() || address.isEmpty()) {
      return Answer.silent("other-server", "the client declines another server's address");
    }
    desk.decline(subnet, request.identity(), address.get());
    return Answer.silent(
        "declined",
        "the client found "
            + address.get()
            + " in use by another station; look for it on the link");
  }
}
