package io.ironwake.dhcp;

import io.ironwake.address.LeaseOutcome;
import io.ironwake.address.Subnet;
import io.ironwake.net.Ipv4;
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
  private final Gifts gifts;
  private final Lookout lookout;
  private final AddressTrials trials;
  private final Conflicts conflicts;
  private final BootpMode bootp;

  FullMode(
      AddressDesk desk, Gate gate, Lookout lookout, AddressTrials trials, Conflicts conflicts) {
    this.desk = desk;
    this.gate = gate;
    this.gifts = new Gifts(desk, gate);
    this.lookout = lookout;
    this.trials = trials;
    this.conflicts = conflicts;
    this.bootp = new BootpMode(desk, trials, gifts);
  }

  /**
   * The answer; an ACK's stage completes once the lease is committed. Never exceptional by the
   * packet's content.
   */
  CompletionStage<Answer> answer(Request request, Subnet subnet) {
    if (request.type().isEmpty()) {
      return refusal(request, subnet)
          .map(FullMode::foreign)
          .orElseGet(() -> bootp.answer(request, subnet));
    }
    return switch (request.type().get()) {
      case DISCOVER -> discover(request, subnet);
      case REQUEST -> request(request, subnet);
      case INFORM -> now(inform(request, subnet));
      case RELEASE -> now(release(request, subnet));
      case DECLINE -> now(decline(request, subnet));
      case OFFER, ACK, NAK, FORCERENEW, LEASEQUERY, LEASEUNASSIGNED, LEASEUNKNOWN, LEASEACTIVE ->
          now(Answer.silent("ignored", "a server does not answer " + request.type().get()));
    };
  }

  private static CompletionStage<Answer> now(Answer answer) {
    return CompletableFuture.completedFuture(answer);
  }

  private static CompletionStage<Answer> foreign(String reason) {
    return now(Answer.silent("foreign", reason));
  }

  private CompletionStage<Answer> discover(Request request, Subnet subnet) {
    return refusal(request, subnet)
        .map(FullMode::foreign)
        .orElseGet(
            () -> trials.offer(request, subnet, address -> now(offer(request, subnet, address))));
  }

  private Answer offer(Request request, Subnet subnet, Ipv4 address) {
    LeaseOutcome.Granted lease = new LeaseOutcome.Granted(address, request.lifetime(subnet));
    return gifts.lease(request, subnet, MessageType.OFFER, lease);
  }

  private CompletionStage<Answer> request(Request request, Subnet subnet) {
    if (request.isForAnother()) {
      return now(chosenAnother(request, subnet));
    }
    ClientState state = ClientState.of(request.message());
    Optional<Ipv4> address = state.address(request);
    if (address.isEmpty()) {
      return now(Answer.silent("malformed", "a REQUEST names an address by option 50 or ciaddr"));
    }
    boolean ours =
        state == ClientState.EXTENDING && desk.holds(subnet, request.identity(), address.get());
    Optional<String> refusal = ours ? Optional.empty() : refusal(request, subnet);
    return refusal
        .map(FullMode::foreign)
        .or(() -> unasked(request, subnet, state, address.get()).map(FullMode::now))
        .orElseGet(() -> commit(request, subnet, address.get()));
  }

  private CompletionStage<Answer> commit(Request request, Subnet subnet, Ipv4 address) {
    return desk.commit(
            subnet, request.identity(), address, request.hostName(), request.lifetime(subnet))
        .thenApply(outcome -> committed(request, subnet, outcome));
  }

  /**
   * Other servers matter on our own link only, and not where the operator said so: reservations
   * alone are made for a link whose other clients another server serves. An install that has begun
   * keeps its address, whoever turned up since.
   */
  private Optional<String> refusal(Request request, Subnet subnet) {
    return request.message().isRelayed()
            || subnet.lease().besideForeign()
            || subnet.mode() == Subnet.Mode.RESERVATIONS_ONLY
            || desk.isServedInFull(subnet, request.identity())
        ? Optional.empty()
        : lookout.refusal();
  }

  private Answer chosenAnother(Request request, Subnet subnet) {
    desk.withdraw(subnet, request.identity());
    // Its boot link was made for the address it leaves to us, and must not count there any more.
    var unused = gate.ask(request, request.claimedAddress());
    return Answer.silent("other-server", "the client chose another server");
  }

  /**
   * What a client that did not choose us may hear: of an address that another server may have
   * given, or from a server that does not know it, nothing, unless this is the only server (RFC
   * 2131 §4.3.2). What it holds of us is ours to refuse even where no pool has the address any
   * more.
   */
  private Optional<Answer> unasked(
      Request request, Subnet subnet, ClientState state, Ipv4 address) {
    if (state == ClientState.SELECTING) {
      return Optional.empty();
    }
    if (!desk.manages(subnet, address) && !desk.holds(subnet, request.identity(), address)) {
      return Optional.of(notOurs(request, subnet, state, address));
    }
    return state == ClientState.INIT_REBOOT && isStranger(request, subnet)
        ? Optional.of(
            Answer.silent(
                "not-ours",
                "no record of this client, which another server may know;"
                    + " authoritative: true answers it"))
        : Optional.empty();
  }

  private boolean isStranger(Request request, Subnet subnet) {
    return !subnet.lease().authoritative() && !desk.knows(subnet, request.identity());
  }

  /**
   * A client known here that restarts with an address of another network is on the wrong one (RFC
   * 2131 §4.3.2); an address of this network may be another server's.
   */
  private Answer notOurs(Request request, Subnet subnet, ClientState state, Ipv4 address) {
    String reason = address + " is not given out by subnet " + subnet.name();
    boolean astray =
        state == ClientState.INIT_REBOOT
            && desk.at(subnet, address).isEmpty()
            && !isStranger(request, subnet);
    return astray || subnet.lease().authoritative()
        ? Gifts.nak(request, reason)
        : Answer.silent("not-ours", reason);
  }

  private Answer committed(Request request, Subnet subnet, LeaseOutcome outcome) {
    return switch (outcome) {
      case LeaseOutcome.Granted granted -> gifts.lease(request, subnet, MessageType.ACK, granted);
      case LeaseOutcome.Refused refused -> Gifts.nak(request, refused.reason());
      case LeaseOutcome.Unavailable unavailable ->
          Answer.silent("unavailable", unavailable.reason());
    };
  }

  /** To an address of another network it would be sent on by our router to anybody. */
  private Answer inform(Request request, Subnet subnet) {
    Ipv4 ciaddr = request.message().ciaddr();
    return ciaddr.isAny() || subnet.cidr().isUsable(ciaddr)
        ? gifts.parameters(request, subnet)
        : Answer.silent("not-ours", ciaddr + " is no host address of subnet " + subnet.name());
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
    if (desk.isFamiliar(subnet, request.identity(), address.get())) {
      conflicts.found(subnet, address.get(), request.client().mac(), "a station its client saw");
    }
    desk.decline(subnet, request.identity(), address.get());
    return Answer.silent(
        "declined",
        "the client found "
            + address.get()
            + " in use by another station; look for it on the link");
  }
}
