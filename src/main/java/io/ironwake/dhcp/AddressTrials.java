package io.ironwake.dhcp;

import io.ironwake.address.ConflictProbe;
import io.ironwake.address.Subnet;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.wire.dhcp.DhcpOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Chooses the address for a new client, and has it tried first where the subnet wants that and the
 * client never held it (RFC 2131 §3.1.2). An address found in use goes into quarantine and the next
 * one is chosen.
 */
final class AddressTrials {
  private static final int TRIALS = 4;
  private static final int REMEMBERED = 4096;

  private final AddressDesk desk;
  private final Probes probes;
  private final Conflicts conflicts;
  private final Map<Ipv4, CompletionStage<Optional<String>>> running = new ConcurrentHashMap<>();
  private final Map<Ipv4, MacAddress> passed = Collections.synchronizedMap(new Passed());

  /** The address found free, if any, after so many were found in use. */
  private record Choice(Optional<Ipv4> address, int used) {}

  /** The latest client each address was found free for: its retransmissions need no new trial. */
  private static final class Passed extends LinkedHashMap<Ipv4, MacAddress> {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Ipv4, MacAddress> eldest) {
      return size() > REMEMBERED;
    }
  }

  AddressTrials(AddressDesk desk, Probes probes, Conflicts conflicts) {
    this.desk = desk;
    this.probes = probes;
    this.conflicts = conflicts;
  }

  /**
   * What {@code give} answers with a free address; silence with its reason when there is none, or
   * all tried were in use.
   */
  CompletionStage<Answer> offer(
      Request request, Subnet subnet, Function<Ipv4, CompletionStage<Answer>> give) {
    return choose(request, subnet, 0)
        .thenCompose(
            choice ->
                choice
                    .address
                    .map(give)
                    .orElseGet(() -> CompletableFuture.completedFuture(none(subnet, choice.used))));
  }

  private static Answer none(Subnet subnet, int used) {
    return used == 0
        ? Answer.silent(
            "exhausted",
            "subnet "
                + subnet.name()
                + " has no free address for it; enlarge a pool, or free its reserved address")
        : Answer.silent(
            "in-use",
            "stations without a lease use the addresses tried for it in subnet "
                + subnet.name()
                + " ("
                + used
                + "); find them by the log lines \"dhcp conflict\", or move the pool");
  }

  private CompletionStage<Choice> choose(Request request, Subnet subnet, int used) {
    Optional<Ipv4> wanted = request.message().options().find(DhcpOption.REQUESTED_ADDRESS);
    Optional<Ipv4> address = desk.offer(subnet, request.identity(), wanted);
    if (address.isEmpty() || !isDoubtful(request, subnet, address.get())) {
      return CompletableFuture.completedFuture(new Choice(address, used));
    }
    return trial(request, subnet, address.get())
        .thenCompose(user -> settle(request, subnet, address.get(), user, used));
  }

  private CompletionStage<Choice> settle(
      Request request, Subnet subnet, Ipv4 address, Optional<String> user, int used) {
    if (user.isEmpty()) {
      passed.put(address, request.client().mac());
      return CompletableFuture.completedFuture(new Choice(Optional.of(address), used));
    }
    desk.quarantine(subnet, address);
    conflicts.found(subnet, address, request.client().mac(), user.get());
    return used + 1 < TRIALS
        ? choose(request, subnet, used + 1)
        : CompletableFuture.completedFuture(new Choice(Optional.empty(), used + 1));
  }

  private boolean isDoubtful(Request request, Subnet subnet, Ipv4 address) {
    return isTried(request, subnet)
        && !desk.isReserved(subnet, request.identity())
        && !desk.isFamiliar(subnet, request.identity(), address)
        && !request.client().mac().equals(passed.get(address));
  }

  /** ARP asks on our own link only. */
  private static boolean isTried(Request request, Subnet subnet) {
    return switch (subnet.lease().probe().method()) {
      case OFF -> false;
      case ICMP -> true;
      case ARP ->
          !request.message().isRelayed()
              && request.listen().addresses().stream().anyMatch(subnet.cidr()::contains);
    };
  }

  /** Clients repeat themselves while a trial runs; it is one trial all the same. */
  private CompletionStage<Optional<String>> trial(Request request, Subnet subnet, Ipv4 address) {
    ConflictProbe rules = subnet.lease().probe();
    CompletableFuture<Optional<String>> mine = new CompletableFuture<>();
    CompletionStage<Optional<String>> other = running.putIfAbsent(address, mine);
    if (other != null) {
      return other;
    }
    probes
        .by(rules.method())
        .ask(address, request.client().mac(), rules.patience())
        .thenAccept(
            user -> {
              running.remove(address);
              mine.complete(user);
            });
    return mine;
  }
}
