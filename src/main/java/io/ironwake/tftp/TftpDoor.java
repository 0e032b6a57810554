package io.ironwake.tftp;

import io.ironwake.net.Ipv4;
import io.ironwake.tftp.Transfer.Step;
import io.ironwake.tftp.WaitingRoom.Waiting;
import io.ironwake.udp.Datagram;
import io.ironwake.udp.UdpChannel;
import io.ironwake.wire.WireException;
import io.ironwake.wire.tftp.Negotiation;
import io.ironwake.wire.tftp.TftpError;
import io.ironwake.wire.tftp.TftpPacket;
import io.ironwake.wire.tftp.TftpPacket.ErrorPacket;
import io.ironwake.wire.tftp.TftpPacket.ReadRequest;
import io.ironwake.wire.tftp.TftpPacket.WriteRequest;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * One listening socket and all its transfers, told apart by the client's address and port. A
 * request is decided by the gate, waits until there is a place, and becomes a transfer. The lock is
 * for the clock's thread and for late answers of the gate; it is held for one packet at a time.
 */
final class TftpDoor implements AutoCloseable {
  /** A client whose answer takes longer has asked again or left; its next request starts anew. */
  private static final long DECISION = Duration.ofSeconds(20).toNanos();

  /** On the way to all clients at most, while the windows are larger than those of firmware. */
  private static final int BLOCKS_ON_THE_WAY = 8192;

  /** What EDK II asks for; never a reason to grant less. */
  private static final int SMALL_WINDOW = 4;

  private static final ErrorPacket TOO_LONG =
      ErrorPacket.of(
          TftpError.UNDEFINED, "this client counts 65535 blocks only; use larger blocks or HTTP");

  /** What all doors of a server share. */
  record Server(
      Grants grants, Places places, TransferLog log, TftpQuirks quirks, LongSupplier nanoTime) {}

  private final Server server;
  private final TftpSettings settings;
  private final Optional<OwnPorts> ownPorts;
  private final Transfers transfers;
  private final WaitingRoom waitingRoom = new WaitingRoom();
  private final Map<InetSocketAddress, Undecided> undecided = new HashMap<>();
  private Optional<UdpChannel> channel = Optional.empty();

  TftpDoor(Server server, TftpSettings settings, Optional<OwnPorts> ownPorts) {
    this.server = server;
    this.settings = settings;
    this.ownPorts = ownPorts;
    this.transfers = new Transfers(server.places(), server.log(), this::closeOwnPort);
  }

  /** A request the gate still thinks about. */
  private record Undecided(ReadRequest request, long since) {}

  /** Answers go out here; what arrives before is dropped and repeated by its sender. */
  synchronized void attach(UdpChannel opened) {
    channel = Optional.of(opened);
  }

  synchronized int active() {
    return transfers.size();
  }

  synchronized int waiting() {
    return waitingRoom.size();
  }

  /** Any datagram from anybody. */
  synchronized void receive(Datagram datagram) {
    if (channel.isEmpty()) {
      return;
    }
    long now = server.nanoTime().getAsLong();
    InetSocketAddress client = datagram.from();
    try {
      switch (TftpPacket.decode(datagram.payload())) {
        case ReadRequest request -> requested(client, request, now);
        case WriteRequest _ ->
            deny(client, "(write)", ErrorPacket.of(TftpError.ACCESS_VIOLATION, "read only"), now);
        case TftpPacket other -> continued(client, other, now);
      }
    } catch (WireException malformed) {
      server.log().dropped(client, "malformed", String.valueOf(malformed.getMessage()), now);
    }
    admitWaiting(now);
  }

  /** Time passed; called every few milliseconds. */
  synchronized void tick() {
    long now = server.nanoTime().getAsLong();
    undecided.values().removeIf(each -> now - each.since >= DECISION);
    for (Waiting each : waitingRoom.expired(now)) {
      Contents.close(each.granted.label(), each.granted.content());
      server.log().dropped(each.client, "waited", "file=" + each.granted.label(), now);
    }
    transfers.tick(now);
    admitWaiting(now);
  }

  /**
   * Tells every client, then closes the socket: outside the lock, since closing waits for the
   * handler.
   */
  @Override
  public void close() {
    endAll().ifPresent(UdpChannel::close);
  }

  private synchronized Optional<UdpChannel> endAll() {
    long now = server.nanoTime().getAsLong();
    transfers.breakAll("the server is stopping", now);
    waitingRoom
        .everybody()
        .forEach(each -> Contents.close(each.granted.label(), each.granted.content()));
    undecided.clear();
    Optional<UdpChannel> open = channel;
    channel = Optional.empty();
    return open;
  }

  private void continued(InetSocketAddress client, TftpPacket packet, long now) {
    Optional<Session> session = transfers.of(client);
    if (session.isEmpty() || ownPorts.isPresent()) {
      // The last ACK once more, or an error after the end. RFC 1350's error 5 would hit a client
      // that is content.
      server.log().strayed();
      return;
    }
    transfers.receive(session.get(), packet, now);
  }

  private void requested(InetSocketAddress client, ReadRequest request, long now) {
    Undecided asking = undecided.get(client);
    if (asking != null && asking.request.equals(request)
        || waitingRoom.repeated(client, request, now)) {
      return;
    }
    Optional<Session> running = transfers.of(client);
    if (running.isPresent()
        && running.get().request().equals(request)
        && !running.get().transfer().mayRestart(now)) {
      transfers.requestedAgain(running.get(), now);
      return;
    }
    running.ifPresent(replaced -> transfers.end(replaced, Outcome.REPLACED, now));
    waitingRoom
        .leave(client)
        .ifPresent(left -> Contents.close(left.granted.label(), left.granted.content()));
    if (known() >= settings.limits().known() && !transfers.evictOne(now)) {
      server.log().dropped(client, "full", "transfers=" + known(), now);
      return;
    }
    ask(client, new Undecided(request, now));
  }

  private int known() {
    return transfers.size() + undecided.size() + waitingRoom.size();
  }

  /** Mostly answered before this returns; else another thread brings the answer later. */
  private void ask(InetSocketAddress client, Undecided asking) {
    undecided.put(client, asking);
    server
        .grants()
        .ask(Ipv4.of(client.getAddress()), asking.request)
        .thenAccept(grant -> decided(client, asking, grant));
  }

  private synchronized void decided(InetSocketAddress client, Undecided asking, Grant grant) {
    boolean wanted = undecided.remove(client, asking);
    long now = server.nanoTime().getAsLong();
    switch (grant) {
      case Grant.Denied denied when wanted -> deny(client, denied.label(), denied.error(), now);
      case Grant.Granted granted when wanted -> {
        waitingRoom.add(new Waiting(client, asking.request, granted, now));
        admitWaiting(now);
      }
      case Grant.Granted late -> Contents.close(late.label(), late.content());
      case Grant.Denied _ -> {}
    }
  }

  /**
   * Whoever gets a place begins; the others have not got their first packet, so they go on asking.
   */
  private void admitWaiting(long now) {
    if (channel.isEmpty()) {
      return;
    }
    Optional<Waiting> next = waitingRoom.next(server.places());
    while (next.isPresent()) {
      start(next.get(), now);
      next = waitingRoom.next(server.places());
    }
  }

  private void start(Waiting waiting, long now) {
    server.log().admitted(now - waiting.since);
    TransferPlan plan = plan(waiting);
    if (!plan.numbersSuffice()) {
      server.places().give(waiting.address());
      Contents.close(waiting.granted.label(), waiting.granted.content());
      deny(waiting.client, waiting.granted.label(), TOO_LONG, now);
      return;
    }
    Step first = Transfer.begin(plan, now);
    Session session =
        new Session(waiting.client, waiting.request, waiting.granted, first.next(), now);
    transfers.add(session);
    if (ownPorts.isPresent()) {
      openOwnPort(ownPorts.get(), session);
    } else {
      transfers.begin(session, channel.orElseThrow(), first, now);
    }
  }

  private TransferPlan plan(Waiting waiting) {
    TftpQuirks.Treatment treatment = server.quirks().of(waiting.address());
    Negotiation.Most most =
        Negotiation.Most.onPath(settings.mtu(), largestWindow())
            .and(treatment.largestBlock(), treatment.largestWindow());
    long size = waiting.granted.content().size();
    return TransferPlan.of(Negotiation.of(waiting.request, size, most), size, treatment.rollover());
  }

  /** Many large windows at once would only fill the socket's buffer. */
  private int largestWindow() {
    int share = BLOCKS_ON_THE_WAY / Math.max(1, server.places().taken());
    return Math.min(settings.largestWindow(), Math.max(SMALL_WINDOW, share));
  }

  private void openOwnPort(OwnPorts ports, Session session) {
    ports
        .open(datagram -> receiveOn(session, datagram))
        .whenComplete(
            (opened, failure) -> {
              if (failure == null) {
                beginOn(session, opened);
              } else {
                noPort(session);
              }
            });
  }

  private synchronized void beginOn(Session session, UdpChannel opened) {
    long now = server.nanoTime().getAsLong();
    if (session.ended()) {
      ownPorts.ifPresent(ports -> ports.close(opened));
      return;
    }
    transfers.begin(session, opened, Transfer.begin(session.transfer().plan(), now), now);
  }

  private synchronized void noPort(Session session) {
    long now = server.nanoTime().getAsLong();
    channel.ifPresent(session::sendFrom);
    transfers.breakOff(session, "the server has no free port", now);
  }

  private synchronized void receiveOn(Session session, Datagram datagram) {
    long now = server.nanoTime().getAsLong();
    if (session.ended() || !datagram.from().equals(session.client())) {
      server.log().strayed();
      return;
    }
    try {
      transfers.receive(session, TftpPacket.decode(datagram.payload()), now);
    } catch (WireException malformed) {
      server
          .log()
          .dropped(datagram.from(), "malformed", String.valueOf(malformed.getMessage()), now);
    }
    admitWaiting(now);
  }

  private void closeOwnPort(Session session) {
    ownPorts.ifPresent(
        ports ->
            session
                .channel()
                .filter(own -> !channel.equals(Optional.of(own)))
                .ifPresent(ports::close));
  }

  private void deny(InetSocketAddress client, String label, ErrorPacket error, long now) {
    channel.ifPresent(open -> open.send(error.encode(), client));
    server.log().denied(client, label, error, now);
  }
}
