package io.ironwake.sim;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ironwake.net.Ipv4;
import io.ironwake.wire.Octets;
import io.ironwake.wire.WireException;
import io.ironwake.wire.dhcp.DhcpDecoder;
import io.ironwake.wire.dhcp.DhcpEncoder;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.Layout;
import io.ironwake.wire.dhcp.MessageType;
import io.ironwake.wire.dhcp.OptionSet;
import io.ironwake.wire.tftp.TftpError;
import io.ironwake.wire.tftp.TftpOption;
import io.ironwake.wire.tftp.TftpPacket;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A boot service that does what a test tells it, on loopback and ports of its own. */
final class FakeBootService implements AutoCloseable {
  static final String NONCE = "n0nce";
  private static final int BLOCK = 512;

  /** Documents by path without query; what is missing is 404. */
  final Map<String, String> documents = new ConcurrentHashMap<>();

  /** Documents that are no text, by path. */
  final Map<String, byte[]> files = new ConcurrentHashMap<>();

  /** Statuses to answer a path with, one a request, before its document. */
  final Map<String, Queue<Integer>> troubles = new ConcurrentHashMap<>();

  /** The Accept header of each request, by path. */
  final Map<String, String> accepted = new ConcurrentHashMap<>();

  /** Requests as "METHOD path", in order. */
  final List<String> requests = new CopyOnWriteArrayList<>();

  final List<DhcpMessage> dhcpRequests = new CopyOnWriteArrayList<>();
  final List<InetAddress> httpClients = new CopyOnWriteArrayList<>();
  volatile byte[] loader = new byte[10_000];
  volatile long announcedSize = -1;
  volatile boolean echoRelay = true;
  volatile boolean silent;
  volatile boolean addressless;
  volatile Optional<String> ipxeFile = Optional.empty();

  private final DatagramSocket dhcp;
  private final DatagramSocket tftp;
  private final HttpServer http;

  FakeBootService() throws IOException {
    dhcp = new DatagramSocket(loopback());
    tftp = new DatagramSocket(loopback());
    http = HttpServer.create(loopback(), 0);
    http.createContext("/", this::answer);
    http.setExecutor(Thread::startVirtualThread);
    http.start();
    Thread.startVirtualThread(() -> serve(dhcp, this::dhcpReply));
    Thread.startVirtualThread(() -> serve(tftp, this::tftpReply));
  }

  private static InetSocketAddress loopback() {
    return new InetSocketAddress(Ipv4.parse("127.0.0.1").toInetAddress(), 0);
  }

  SimSettings settings() {
    Ipv4 here = Ipv4.parse("127.0.0.1");
    return new SimSettings(here, dhcp.getLocalPort(), tftp.getLocalPort(), here, 0.02, 4);
  }

  String url(String path) {
    return "http://127.0.0.1:" + http.getAddress().getPort() + path;
  }

  /** The script a machine gets at its next boot. */
  void script(String... lines) {
    documents.put(
        "/boot/" + NONCE + "/boot.ipxe",
        "#!ipxe\nchain --replace script?uuid=${uuid}&serial=${serial:uristring}\n");
    documents.put("/boot/" + NONCE + "/script", "#!ipxe\n" + String.join("\n", lines) + "\n");
  }

  long count(String request) {
    return requests.stream().filter(request::equals).count();
  }

  @FunctionalInterface
  private interface Answerer {
    Optional<byte[]> answer(byte[] request, SocketAddress from) throws WireException;
  }

  private static void serve(DatagramSocket socket, Answerer answerer) {
    byte[] buffer = new byte[65_536];
    while (!socket.isClosed()) {
      DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
      try {
        socket.receive(packet);
        byte[] request = Arrays.copyOf(buffer, packet.getLength());
        Optional<byte[]> reply = answerer.answer(request, packet.getSocketAddress());
        if (reply.isPresent()) {
          socket.send(
              new DatagramPacket(reply.get(), reply.get().length, packet.getSocketAddress()));
        }
      } catch (IOException closed) {
        return;
      } catch (WireException malformed) {
        throw new IllegalStateException(malformed);
      }
    }
  }

  private Optional<byte[]> dhcpReply(byte[] bytes, SocketAddress from) throws WireException {
    DhcpMessage request = DhcpDecoder.decode(bytes);
    dhcpRequests.add(request);
    if (silent) {
      return Optional.empty();
    }
    boolean ipxe = request.options().get(DhcpOption.USER_CLASS).isPresent();
    String file =
        ipxe ? ipxeFile.orElse(url("/boot/" + NONCE + "/boot.ipxe")) : NONCE + "/loader.bin";
    boolean discover = request.type().orElseThrow() == MessageType.DISCOVER;
    OptionSet options =
        OptionSet.EMPTY
            .with(DhcpOption.MESSAGE_TYPE, discover ? MessageType.OFFER : MessageType.ACK)
            .with(DhcpOption.SERVER_ID, Ipv4.parse("127.0.0.1"));
    Octets relay = request.options().raw(DhcpOption.RELAY_AGENT.code()).orElseThrow();
    DhcpMessage reply =
        new DhcpMessage(
            DhcpMessage.Op.BOOTREPLY,
            request.hardware(),
            0,
            request.xid(),
            0,
            request.flags(),
            Ipv4.ANY,
            addressless
                ? Ipv4.ANY
                : Ipv4.parse("127.0.0.100").plus(request.hardware().octets().u8(5)),
            Ipv4.parse("127.0.0.1"),
            request.giaddr(),
            "",
            file,
            echoRelay ? options.with(DhcpOption.RELAY_AGENT.code(), relay) : options);
    return Optional.of(DhcpEncoder.encode(reply, Layout.DEFAULT));
  }

  private Optional<byte[]> tftpReply(byte[] bytes, SocketAddress from) throws WireException {
    return switch (TftpPacket.decode(bytes)) {
      case TftpPacket.ReadRequest read when read.file().equals(NONCE + "/loader.bin") ->
          Optional.of(new TftpPacket.OptionAck(granted()).encode());
      case TftpPacket.ReadRequest other ->
          Optional.of(TftpPacket.ErrorPacket.of(TftpError.FILE_NOT_FOUND, "no such file").encode());
      case TftpPacket.Ack ack -> block(ack.block() + 1);
      default -> Optional.empty();
    };
  }

  private List<TftpOption> granted() {
    long size = announcedSize < 0 ? loader.length : announcedSize;
    return List.of(
        new TftpOption("tsize", Long.toString(size)),
        new TftpOption("blksize", Integer.toString(BLOCK)));
  }

  private Optional<byte[]> block(int n) {
    int from = (n - 1) * BLOCK;
    return from > loader.length
        ? Optional.empty()
        : Optional.of(
            new TftpPacket.Data(
                    n, Arrays.copyOfRange(loader, from, Math.min(from + BLOCK, loader.length)))
                .encode());
  }

  private void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    requests.add(exchange.getRequestMethod() + " " + path);
    httpClients.add(exchange.getRemoteAddress().getAddress());
    accepted.put(path, exchange.getRequestHeaders().getFirst("Accept"));
    Optional<Integer> trouble = Optional.ofNullable(troubles.get(path)).map(Queue::poll);
    if (trouble.isPresent()) {
      exchange.sendResponseHeaders(trouble.get(), -1);
      exchange.close();
      return;
    }
    Optional<byte[]> document =
        Optional.ofNullable(documents.get(path))
            .map(text -> text.getBytes(StandardCharsets.UTF_8))
            .or(() -> Optional.ofNullable(files.get(path)));
    byte[] body = document.orElse("no such document".getBytes(StandardCharsets.UTF_8));
    boolean head = exchange.getRequestMethod().equals("HEAD");
    if (head) {
      exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
    }
    exchange.sendResponseHeaders(document.isPresent() ? 200 : 404, head ? -1 : body.length);
    if (!head) {
      exchange.getResponseBody().write(body);
    }
    exchange.close();
  }

  @Override
  public void close() {
    dhcp.close();
    tftp.close();
    http.stop(0);
  }
}
