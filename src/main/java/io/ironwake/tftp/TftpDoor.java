package io.ironwake.tftp;

import io.ironwake.net.Ipv4;
import io.ironwake.tftp.Action.Finish;
import io.ironwake.tftp.Action.Send;
import io.ironwake.tftp.Action.SendBlocks;
import io.ironwake.tftp.Transfer.Step;
import io.ironwake.udp.Datagram;
import io.ironwake.udp.UdpChannel;
import io.ironwake.wire.WireException;
import io.ironwake.wire.tftp.Negotiation;
import io.ironwake.wire.tftp.TftpError;
import io.ironwake.wire.tftp.TftpPacket;
import io.ironwake.wire.tftp.TftpPacket.ErrorPacket;
import io.ironwake.wire.tftp.TftpPacket.ReadRequest;
import io.ironwake.wire.tftp.TftpPacket.WriteRequest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jboss.logging.Logger;

/**
 * One socket and all its transfers, told apart by the client's address and port (no port of our own
 * for each, so NAT and firewalls need to know 69 only). The lock is for the clock's thread; it is
 * held for one packet at a time.
 */
final class TftpDoor implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(TftpDoor.class);

  /** A client whose answer takes longer has asked again or left; its next request starts anew. */
  private static final long DECISION = Duration.ofSeconds(20).toNanos();

  private final Grants grants;
  private final TransferLog log;
  private final LongSupplier nanoTime;
  private final int mtu;
  private final int maxTransfers;
  private final int largestWindow;
  private final Burst burst = new Burst();
  private final Map<InetSocketAddress, Session> sessions = new LinkedHashMap<>();
  private final Map<InetSocketAddress, Undecided> undecided = new HashMap<>();
  private Optional<UdpChannel> channel = Optional.empty();

  TftpDoor(Grants grants, TransferLog log, LongSupplier nanoTime, TftpSettings settings) {
    this.grants = grants;
    this.log = log;
    this.nanoTime = nanoTime;
    this.mtu = settings.mtu();
    this.maxTransfers = settings.maxTransfers();
    this.largestWindow = settings.largestWindow();
  }

  /** A request the gate still thinks about. */
  private record Undecided(ReadRequest request, long since) {}

  /** Answers go out here; what arrives before is dropped and repeated by its sender. */
  synchronized void attach(UdpChannel opened) {
    channel = Optional.of(opened);
  }

  synchronized int active() {
    return sessions.size();
  }

  /** Any datagram from anybody. */
  synchronized void receive(Datagram datagram) {
    if (channel.isEmpty()) {
      return;
    }
    long now = nanoTime.getAsLong();
    InetSocketAddress client = datagram.from();
    try {
      switch (TftpPacket.decode(datagram.payload())) {
        case ReadRequest request -> requested(client, request, now);
        case WriteRequest _ ->
            deny(client, "(write)", ErrorPacket.of(TftpError.ACCESS_VIOLATION, "read only"), now);
        case TftpPacket other -> continued(client, other, now);
      }
    } catch (WireException malformed) {
      log.dropped(client, "malformed", String.valueOf(malformed.getMessage()), now);
    }
  }

  /** Time passed; called every few milliseconds. */
  synchronized void tick() {
    long now = nanoTime.getAsLong();
    undecided.values().removeIf(each -> now - each.since >= DECISION);
    for (Session session : List.copyOf(sessions.values())) {
      apply(session, session.transfer().tick(now), now);
    }
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
    long now = nanoTime.getAsLong();
    for (Session session : List.copyOf(sessions.values())) {
      apply(session, session.transfer().broken("the server is stopping"), now);
    }
    undecided.clear();
    Optional<UdpChannel> open = channel;
    channel = Optional.empty();
    return open;
  }

  private void continued(InetSocketAddress client, TftpPacket packet, long now) {
    Session session = sessions.get(client);
    if (session == null) {
      // The last ACK once more, or an error after the end. RFC 1350's error 5 would hit a client
      // that is content.
      log.strayed();
      return;
    }
    apply(session, session.transfer().receive(packet, now), now);
  }

  private void requested(InetSocketAddress client, ReadRequest request, long now) {
    Undecided asking = undecided.get(client);
    if (asking != null && asking.request.equals(request)) {
      return;
    }
    Session running = sessions.get(client);
    if (running != null
        && running.request().equals(request)
        && !running.transfer().mayRestart(now)) {
      apply(running, running.transfer().requestedAgain(now), now);
      return;
    }
    if (running != null) {
      end(running, Outcome.REPLACED, now);
    }
    if (sessions.size() + undecided.size() >= maxTransfers && !evictOne(now)) {
      log.dropped(client, "full", "transfers=" + sessions.size(), now);
      return;
    }
    ask(client, new Undecided(request, now));
  }

  /** Mostly answered before this returns; else another thread brings the answer later. */
  private void ask(InetSocketAddress client, Undecided asking) {
    undecided.put(client, asking);
    grants
        .ask(Ipv4.of(client.getAddress()), asking.request)
        .thenAccept(grant -> decided(client, asking, grant));
  }

  private synchronized void decided(InetSocketAddress client, Undecided asking, Grant grant) {
    if (!undecided.remove(client, asking)) {
      discard(grant);
      return;
    }
    long now = nanoTime.getAsLong();
    ReadRequest request = asking.request;
    switch (grant) {
      case Grant.Denied denied -> deny(client, denied.label(), denied.error(), now);
      case Grant.Granted granted -> start(client, request, granted, now);
    }
  }

  private static void discard(Grant grant) {
    if (grant instanceof Grant.Granted granted) {
      close(granted.label(), granted.content());
    }
  }

  private void start(
      InetSocketAddress client, ReadRequest request, Grant.Granted granted, long now) {
    long size = granted.content().size();
    Negotiation negotiation = Negotiation.of(request, size, mtu, largestWindow);
    Step first = Transfer.begin(TransferPlan.of(negotiation, size, Rollover.TO_ZERO), now);
    Session session = new Session(client, request, granted, first.next(), now);
    sessions.put(client, session);
    log.started(session);
    apply(session, first, now);
  }

  /**
   * A flood of requests from forged addresses pushes out its own kind, never a transfer that moves.
   */
  private boolean evictOne(long now) {
    Optional<Session> oldest =
        sessions.values().stream().filter(each -> each.transfer().unanswered()).findFirst();
    oldest.ifPresent(session -> end(session, Outcome.EVICTED, now));
    return oldest.isPresent();
  }

  private void deny(InetSocketAddress client, String label, ErrorPacket error, long now) {
    send(client, error.encode());
    log.denied(client, label, error, now);
  }

  private void apply(Session session, Step step, long now) {
    session.advance(step.next());
    for (Action action : step.actions()) {
      switch (action) {
        case Send send -> send(session.client(), send.packet().encode());
        case SendBlocks send -> sendBlocks(session, send, now);
        case Finish finish -> end(session, finish.outcome(), now);
      }
    }
  }

  private void sendBlocks(Session session, SendBlocks blocks, long now) {
    try {
      for (long block = blocks.first(); block <= blocks.last(); ) {
        block = burst.fill(session.transfer().plan(), session.content(), block, blocks.last());
        channel.ifPresent(open -> burst.send(open, session.client()));
      }
    } catch (IOException trouble) {
      LOG.warnf(
          "tftp cannot read file=%s: %s", session.label(), trouble.getClass().getSimpleName());
      apply(session, session.transfer().broken("the server cannot read this file"), now);
    }
  }

  private void end(Session session, Outcome outcome, long now) {
    sessions.remove(session.client());
    log.finished(session, outcome, now);
    close(session.label(), session.content());
  }

  private static void close(String label, Content content) {
    try {
      content.close();
    } catch (IOException trouble) {
      LOG.warnf("tftp cannot close file=%s: %s", label, trouble.getClass().getSimpleName());
    }
  }

  private void send(InetSocketAddress client, byte[] datagram) {
    channel.ifPresent(open -> open.send(datagram, client));
  }
}
