package io.ironwake.lab;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.udp.Datagram;
import io.ironwake.udp.UdpBinding;
import io.ironwake.udp.UdpChannel;
import io.ironwake.udp.UdpTransport;
import io.ironwake.wire.WireException;
import io.ironwake.wire.dhcp.DhcpDecoder;
import io.ironwake.wire.dhcp.DhcpEncoder;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpMessage.Op;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.HardwareAddress;
import io.ironwake.wire.dhcp.Layout;
import io.ironwake.wire.dhcp.MessageType;
import io.ironwake.wire.dhcp.OptionSet;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A UEFI PXE ROM's DHCP, run inside a client's namespace: no client program of the distribution
 * takes a proxy offer.
 *
 * <p>Arguments: the MAC address, then {@code discover}, {@code choose SERVER ADDRESS} or {@code
 * boot-server SERVER CLIENT-ADDRESS}. Prints one line per reply.
 */
final class PxeProbe {
  /** As long as a server takes that pings an address before it offers it. */
  private static final long OFFERS_MILLIS = 4_000;

  private static final long ANSWERS_MILLIS = 1_500;
  private static final int XID = 0x1209_1209;

  private PxeProbe() {}

  /** Runs it as a client of the laboratory; one line per reply. */
  static List<String> run(LabClient client, String... arguments) {
    List<String> words =
        new ArrayList<>(
            List.of(
                System.getProperty("java.home") + "/bin/java",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                PxeProbe.class.getName(),
                client.mac()));
    words.addAll(List.of(arguments));
    return client
        .run(Duration.ofSeconds(40), words.toArray(String[]::new))
        .orThrow("probe")
        .output()
        .lines()
        .filter(line -> line.contains(" from "))
        .toList();
  }

  public static void main(String[] arguments) throws InterruptedException {
    HardwareAddress hardware = HardwareAddress.of(MacAddress.parse(arguments[0]));
    BlockingQueue<Datagram> replies = new LinkedBlockingQueue<>();
    try (UdpTransport transport = UdpTransport.open();
        UdpChannel channel =
            transport.bind(new UdpBinding(Ipv4.ANY, 68, Optional.of("eth0")), replies::add)) {
      ask(channel, hardware, arguments);
      print(replies, arguments[1].equals("discover") ? OFFERS_MILLIS : ANSWERS_MILLIS);
    }
  }

  private static void ask(UdpChannel channel, HardwareAddress hardware, String... arguments) {
    if (arguments[1].equals("discover")) {
      send(channel, message(hardware, MessageType.DISCOVER, Ipv4.ANY), Ipv4.BROADCAST, 67);
      return;
    }
    Ipv4 server = Ipv4.parse(arguments[2]);
    Ipv4 own = Ipv4.parse(arguments[3]);
    if (arguments[1].equals("choose")) {
      DhcpMessage request = message(hardware, MessageType.REQUEST, Ipv4.ANY);
      OptionSet options =
          request
              .options()
              .with(DhcpOption.SERVER_ID, server)
              .with(DhcpOption.REQUESTED_ADDRESS, own);
      send(channel, message(hardware, Ipv4.ANY, options), Ipv4.BROADCAST, 67);
    } else {
      send(channel, message(hardware, MessageType.REQUEST, own), server, 4011);
    }
  }

  private static void send(UdpChannel channel, DhcpMessage message, Ipv4 to, int port) {
    channel.send(
        DhcpEncoder.encode(message, Layout.DEFAULT),
        new InetSocketAddress(to.toInetAddress(), port));
  }

  private static void print(BlockingQueue<Datagram> replies, long millis)
      throws InterruptedException {
    long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    Optional<Datagram> next = Optional.ofNullable(replies.poll(millis, TimeUnit.MILLISECONDS));
    while (next.isPresent()) {
      System.out.println(line(next.get()));
      next = Optional.ofNullable(replies.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS));
    }
  }

  private static String line(Datagram datagram) {
    try {
      DhcpMessage reply = DhcpDecoder.decode(datagram.payload());
      return reply.type().map(MessageType::name).orElse("BOOTP")
          + " from "
          + datagram.from().getAddress().getHostAddress()
          + " address "
          + reply.yiaddr()
          + " class "
          + reply.options().find(DhcpOption.VENDOR_CLASS).orElse("-")
          + " next "
          + reply.siaddr()
          + " file "
          + reply.file().replaceFirst(".*/", "")
          + " options "
          + reply.options().codes();
    } catch (WireException malformed) {
      return "MALFORMED " + malformed.getMessage();
    }
  }

  private static DhcpMessage message(HardwareAddress hardware, MessageType type, Ipv4 ciaddr) {
    OptionSet options =
        OptionSet.builder()
            .put(DhcpOption.MESSAGE_TYPE, type)
            .put(DhcpOption.VENDOR_CLASS, "PXEClient:Arch:00007:UNDI:003000")
            .put(DhcpOption.CLIENT_ARCH, List.of(7))
            .put(DhcpOption.PARAMETER_REQUEST_LIST, List.of(1, 3, 43, 54, 60, 66, 67))
            .build();
    return message(hardware, ciaddr, options);
  }

  private static DhcpMessage message(HardwareAddress hardware, Ipv4 ciaddr, OptionSet options) {
    return new DhcpMessage(
        Op.BOOTREQUEST,
        hardware,
        0,
        XID,
        0,
        DhcpMessage.BROADCAST_FLAG,
        ciaddr,
        Ipv4.ANY,
        Ipv4.ANY,
        Ipv4.ANY,
        "",
        "",
        options);
  }
}
