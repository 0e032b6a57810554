package load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;

/**
 * Many DHCP clients behind one relay, each doing DISCOVER, OFFER, REQUEST, ACK. Closed loop with {@code window=N}
 * exchanges open at once, or open loop with {@code rate=N} new ones a second, timed from when they were due. Every answer
 * is judged: type, client, address in the pool, the same address in OFFER and ACK, lease time and mask present, no
 * address given to two clients. A lost packet is sent again after a second, an exchange given up after four tries.
 */
final class DhcpLoad {
  private static final long TIMEOUT_NANOS = 1_000_000_000L;
  private static final int TRIES = 4;
  private static final int INDEX_BITS = 20;

  private record Pending(int client, int xid, long due) {}

  private final DatagramChannel channel = DatagramChannel.open();
  private final Selector selector = Selector.open();
  private final ByteBuffer out = ByteBuffer.allocateDirect(600);
  private final ByteBuffer in = ByteBuffer.allocateDirect(2048);
  private final Deque<Pending> pending = new ArrayDeque<>();
  private final Samples offers = new Samples();
  private final Samples acks = new Samples();
  private final Samples whole = new Samples();

  private final int giaddr;
  private final int first;
  private final int[] owner;
  private final long macBase;
  private final DhcpPacket.Kind kind;
  private final int clients;
  private final int[] xid;
  private final int[] address;
  private final int[] server;
  private final byte[] waitsFor;
  private final byte[] tries;
  private final long[] sentAt;
  private final long[] startedAt;

  private int next;
  private int cycle = 1;
  private int open;
  private long started;
  private long failed;
  private long resent;
  private long wrong;
  private String complaint = "";

  private DhcpLoad(Arguments arguments) throws IOException {
    giaddr = ipv4(arguments.text("relay"));
    first = ipv4(arguments.text("pool-first"));
    owner = new int[ipv4(arguments.text("pool-last")) - first + 1];
    Arrays.fill(owner, -1);
    macBase = 0x0250_0000_0000L + ((long) arguments.number("family", 0) << 24);
    kind = DhcpPacket.Kind.valueOf(arguments.text("kind", "PLAIN"));
    clients = arguments.number("clients", 60_000);
    if (clients > 1 << INDEX_BITS) {
      throw new IllegalArgumentException("at most " + (1 << INDEX_BITS) + " clients");
    }
    xid = new int[clients];
    address = new int[clients];
    server = new int[clients];
    waitsFor = new byte[clients];
    tries = new byte[clients];
    sentAt = new long[clients];
    startedAt = new long[clients];
    channel.setOption(StandardSocketOptions.SO_RCVBUF, 4 << 20);
    channel.bind(new InetSocketAddress(arguments.text("relay"), 67));
    channel.connect(new InetSocketAddress(arguments.text("server"), 67));
    channel.configureBlocking(false);
    channel.register(selector, SelectionKey.OP_READ);
  }

  public static void main(String[] words) throws IOException {
    Arguments arguments = new Arguments(words);
    new DhcpLoad(arguments)
        .run(
            arguments.number("window", 0),
            arguments.decimal("rate", 0),
            arguments.decimal("seconds", 5));
  }

  private void run(int window, double rate, double seconds) throws IOException {
    long begin = System.nanoTime();
    long end = begin + (long) (seconds * 1e9);
    // What is still open at the end may finish, so that no exchange is cut; that time counts.
    for (long now = begin; now < end || open > 0; now = System.nanoTime()) {
      if (now < end) {
        start(window, rate, begin, now);
      }
      if (!receive()) {
        repeat(now);
        selector.select(1);
        selector.selectedKeys().clear();
      }
    }
    print((System.nanoTime() - begin) / 1e9);
  }

  private void start(int window, double rate, long begin, long now) throws IOException {
    if (rate == 0) {
      while (open < window && idle()) {
        begin(now);
      }
      return;
    }
    long due = (long) ((now - begin) / 1e9 * rate);
    while (started < due && idle()) {
      begin(begin + (long) (started * 1e9 / rate));
    }
  }

  /** False when the next client is still busy, that is when all are. */
  private boolean idle() {
    return waitsFor[next] == 0;
  }

  private void begin(long now) throws IOException {
    int client = next;
    next++;
    if (next == clients) {
      next = 0;
      cycle++;
    }
    started++;
    open++;
    startedAt[client] = now;
    xid[client] = (cycle & 0xfff) << INDEX_BITS | client;
    waitsFor[client] = DhcpPacket.OFFER;
    tries[client] = 0;
    send(client, now);
  }

  private void send(int client, long now) throws IOException {
    int type = waitsFor[client] == DhcpPacket.OFFER ? DhcpPacket.DISCOVER : DhcpPacket.REQUEST;
    DhcpPacket.write(
        out, type, xid[client], macBase + client, giaddr, address[client], server[client], kind);
    tries[client]++;
    sentAt[client] = now;
    pending.add(new Pending(client, xid[client] ^ type << 28, System.nanoTime() + TIMEOUT_NANOS));
    try {
      channel.write(out);
    } catch (PortUnreachableException notYet) {
      complaint = "the server's port is closed";
    }
  }

  private void repeat(long now) throws IOException {
    while (!pending.isEmpty() && pending.peek().due < now) {
      Pending old = pending.poll();
      int client = old.client;
      int type = waitsFor[client] == DhcpPacket.OFFER ? DhcpPacket.DISCOVER : DhcpPacket.REQUEST;
      if (waitsFor[client] == 0 || old.xid != (xid[client] ^ type << 28)) {
        continue;
      }
      if (tries[client] == TRIES) {
        finish(client);
        failed++;
      } else {
        resent++;
        send(client, sentAt[client]);
      }
    }
  }

  private boolean receive() throws IOException {
    boolean any = false;
    for (int i = 0; i < 64; i++) {
      in.clear();
      int size;
      try {
        size = channel.read(in);
      } catch (PortUnreachableException notYet) {
        continue;
      }
      if (size <= 0) {
        return any;
      }
      any = true;
      in.flip();
      heard(System.nanoTime());
    }
    return true;
  }

  private void heard(long now) throws IOException {
    int client = DhcpPacket.isReply(in) ? DhcpPacket.xid(in) & (1 << INDEX_BITS) - 1 : clients;
    if (client >= clients || DhcpPacket.mac(in) != macBase + client) {
      wrong("an answer to nobody");
      return;
    }
    if (waitsFor[client] == 0 || DhcpPacket.xid(in) != xid[client]) {
      return;
    }
    int type = DhcpPacket.type(in);
    if (type != waitsFor[client]) {
      if (type == DhcpPacket.NAK) {
        finish(client);
        failed++;
        complaint = "a NAK";
      }
      return;
    }
    if (type == DhcpPacket.OFFER) {
      offered(client, now);
    } else {
      acknowledged(client, now);
    }
  }

  private void offered(int client, long now) throws IOException {
    address[client] = DhcpPacket.yiaddr(in);
    server[client] = DhcpPacket.number(in, 54);
    judge(client);
    offers.add(now - sentAt[client]);
    waitsFor[client] = DhcpPacket.ACK;
    tries[client] = 0;
    send(client, now);
  }

  private void acknowledged(int client, long now) {
    if (DhcpPacket.yiaddr(in) != address[client]) {
      wrong("another address in the ACK than in the OFFER");
    }
    judge(client);
    int index = address[client] - first;
    if (index >= 0 && index < owner.length) {
      if (owner[index] >= 0 && owner[index] != client) {
        wrong("an address given to two clients");
      }
      owner[index] = client;
    }
    acks.add(now - sentAt[client]);
    whole.add(now - startedAt[client]);
    finish(client);
  }

  private void judge(int client) {
    int index = address[client] - first;
    if (index < 0 || index >= owner.length) {
      wrong("an address outside the pool");
    }
    if (DhcpPacket.number(in, 51) <= 0 || DhcpPacket.number(in, 1) == 0) {
      wrong("no lease time or no mask");
    }
  }

  private void finish(int client) {
    waitsFor[client] = 0;
    open--;
  }

  private void wrong(String what) {
    wrong++;
    complaint = what;
  }

  private void print(double seconds) {
    Report.metric("done", whole.count());
    Report.metric("failed", failed);
    Report.metric("resent", resent);
    Report.metric("wrong", wrong);
    Report.metric("seconds", seconds);
    Report.metric("rate", whole.count() / seconds);
    offers.print("offer-ms");
    acks.print("ack-ms");
    whole.print("dora-ms");
    if (!complaint.isEmpty()) {
      System.err.println("dhcp load: " + complaint);
    }
  }

  private static int ipv4(String text) throws IOException {
    return ByteBuffer.wrap(InetAddress.getByName(text).getAddress()).getInt();
  }
}
