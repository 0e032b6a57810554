package io.ironwake.dhcp;

import io.ironwake.net.Ipv4;
import io.ironwake.udp.ArpTable;
import io.ironwake.udp.UdpChannel;
import io.ironwake.wire.dhcp.DhcpEncoder;
import io.ironwake.wire.dhcp.Layout;
import java.net.InetSocketAddress;

/** Sends replies of port 67 along their {@link ReplyRoute}. */
record Outbox(ArpTable arp, DhcpPorts ports) {
  void send(UdpChannel channel, Request request, Answer.Reply reply) {
    byte[] packet = encode(request, reply);
    int sourcePort = request.datagram().from().getPort();
    switch (ReplyRoute.of(request.message(), reply.message(), sourcePort, ports)) {
      case ReplyRoute.Unicast to -> channel.send(packet, at(to.address(), to.port()));
      case ReplyRoute.Broadcast to -> channel.send(packet, at(Ipv4.BROADCAST, to.port()));
      case ReplyRoute.UnicastToNew to ->
          channel.send(
              packet,
              at(isReachable(request, to.address()) ? to.address() : Ipv4.BROADCAST, to.port()));
    }
  }

  static byte[] encode(Request request, Answer.Reply reply) {
    Layout layout = Layout.forClient(request.message());
    return DhcpEncoder.encode(reply.message(), reply.padded() ? layout : layout.unpadded());
  }

  private boolean isReachable(Request request, Ipv4 address) {
    return request
        .listen()
        .interfaceName()
        .filter(name -> request.message().hardware().isEthernet())
        .filter(name -> arp.put(name, address, request.client().mac()))
        .isPresent();
  }

  private static InetSocketAddress at(Ipv4 address, int port) {
    return new InetSocketAddress(address.toInetAddress(), port);
  }
}
