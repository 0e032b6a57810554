package io.ironwake.dhcp;

import io.ironwake.address.LeaseOutcome;
import io.ironwake.address.LeaseRules;
import io.ironwake.address.Subnet;
import io.ironwake.net.Ipv4;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Clients that know BOOTP only (RFC 951, RFC 1534): they keep what they get, since they cannot
 * renew it. A reserved address is theirs as long as it is reserved; one of the pools is gone for
 * ever, so it is given only where the subnet says {@code bootp: dynamic}.
 */
final class BootpMode {
  private final AddressDesk desk;
  private final AddressTrials trials;
  private final Gifts gifts;

  BootpMode(AddressDesk desk, AddressTrials trials, Gifts gifts) {
    this.desk = desk;
    this.trials = trials;
    this.gifts = gifts;
  }

  /** The answer, once the address is committed. */
  CompletionStage<Answer> answer(Request request, Subnet subnet) {
    if (!request.message().sname().isEmpty()) {
      return now(Answer.silent("other-server", "the client asks for a server by its name"));
    }
    boolean reserved = desk.hasReservation(subnet, request.identity());
    boolean dynamic = subnet.lease().bootp() == LeaseRules.Bootp.DYNAMIC;
    if (subnet.lease().bootp() == LeaseRules.Bootp.OFF || !reserved && !dynamic) {
      return now(
          Answer.silent(
              "no-bootp",
              "a BOOTP client without a reserved address; reserve one, or say bootp: dynamic"));
    }
    return trials.offer(request, subnet, address -> commit(request, subnet, address, reserved));
  }

  private static CompletionStage<Answer> now(Answer answer) {
    return CompletableFuture.completedFuture(answer);
  }

  private CompletionStage<Answer> commit(
      Request request, Subnet subnet, Ipv4 address, boolean reserved) {
    Duration lifetime = reserved ? subnet.lease().validLifetime() : LeaseRules.FOR_EVER;
    return desk.commit(subnet, request.identity(), address, request.hostName(), lifetime)
        .thenApply(outcome -> committed(request, subnet, outcome));
  }

  private Answer committed(Request request, Subnet subnet, LeaseOutcome outcome) {
    return switch (outcome) {
      case LeaseOutcome.Granted granted -> gifts.bootp(request, subnet, granted.address());
      case LeaseOutcome.Refused refused -> Answer.silent("exhausted", refused.reason());
      case LeaseOutcome.Unavailable unavailable ->
          Answer.silent("unavailable", unavailable.reason());
    };
  }
}
