package io.ironwake.dhcp;

import io.ironwake.boot.BootAdvice;
import io.ironwake.net.Ipv4;
import io.ironwake.quirk.Effect;
import io.ironwake.wire.dhcp.MessageType;
import java.util.Optional;

/** Boot answers without addresses, beside the site's own DHCP server (PXE 2.1 §2.1). */
final class ProxyMode {
  private final Gate gate;

  ProxyMode(Gate gate) {
    this.gate = gate;
  }

  /** The answer on port 67: an offer to a boot client's DISCOVER, silence to all else. */
  Answer answer(Request request) {
    if (request.type().isEmpty()) {
      return Answer.silent("not-ours", "a BOOTP client; another server gives the addresses here");
    }
    return switch (request.type().get()) {
      case DISCOVER -> offer(request, MessageType.OFFER);
      case REQUEST -> taken(request);
      case DECLINE, RELEASE, INFORM ->
          Answer.silent("not-ours", "another server gives the addresses here");
      case OFFER, ACK, NAK, FORCERENEW, LEASEQUERY, LEASEUNASSIGNED, LEASEUNKNOWN, LEASEACTIVE ->
          Answer.silent("ignored", "a server does not answer " + request.type().get());
    };
  }

  /** The answer on port 4011, in the type that belongs to the request's. */
  Answer pxe(Request request) {
    if (request.type().isEmpty()) {
      return Answer.silent("ignored", "a boot server does not answer BOOTP");
    }
    return switch (request.type().get()) {
      case DISCOVER -> offer(request, MessageType.OFFER);
      case REQUEST, INFORM -> offer(request, MessageType.ACK);
      case DECLINE,
          RELEASE,
          OFFER,
          ACK,
          NAK,
          FORCERENEW,
          LEASEQUERY,
          LEASEUNASSIGNED,
          LEASEUNKNOWN,
          LEASEACTIVE ->
          Answer.silent("ignored", "a boot server does not answer " + request.type().get());
    };
  }

  private Answer offer(Request request, MessageType type) {
    Optional<BootAdvice> advice = gate.ask(request, address(request));
    if (advice.isEmpty()) {
      return Answer.silent("no-boot-client", "no boot client");
    }
    String reason = advice.get().decision().reason();
    return Gate.file(advice.get())
        .map(
            file ->
                Answer.reply(
                    draft(request, type, advice.get()),
                    type,
                    advice.map(BootAdvice::decision),
                    reason))
        .orElseGet(
            () ->
                new Answer(
                    Optional.empty(), "left-alone", advice.map(BootAdvice::decision), reason));
  }

  private static ReplyDraft draft(Request request, MessageType type, BootAdvice advice) {
    ReplyDraft reply = Replies.to(request.message(), type, request.serverAddress());
    BootFields.proxy(reply, request.message(), request.client(), advice);
    return reply;
  }

  /**
   * The client takes the other server's address: the gate learns it, nobody answers but those that
   * a rule names (quirk 9).
   */
  private Answer taken(Request request) {
    Optional<BootAdvice> advice = gate.ask(request, address(request));
    if (advice.filter(ProxyMode::isAnsweredToo).isPresent()) {
      String why = "a quirk rule wants its REQUEST answered; " + advice.get().decision().reason();
      ReplyDraft draft = draft(request, MessageType.ACK, advice.get());
      return Answer.reply(draft, MessageType.ACK, advice.map(BootAdvice::decision), why);
    }
    String reason =
        advice.isPresent() ? "another server acknowledges the address" : "no boot client";
    return new Answer(Optional.empty(), "noted", advice.map(BootAdvice::decision), reason);
  }

  private static boolean isAnsweredToo(BootAdvice advice) {
    return advice.effects().has(Effect.ANSWER_REQUEST_TOO) && Gate.file(advice).isPresent();
  }

  /** A DISCOVER's option 50 is a wish, in all other requests the address is the client's. */
  private static Optional<Ipv4> address(Request request) {
    return request.type().filter(MessageType.DISCOVER::equals).isPresent()
        ? Optional.empty()
        : request.claimedAddress();
  }
}
