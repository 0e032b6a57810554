package io.ironwake.dhcp;

import io.ironwake.address.Subnet;
import io.ironwake.boot.Door;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.udp.Datagram;
import io.ironwake.wire.WireException;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.MessageType;
import io.ironwake.wire.dhcp.RelaySubOption;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes requests of decoded packets. */
record Reception(AddressDesk desk) {
  /**
   * The request a packet holds.
   *
   * @throws WireException when it is none: plain BOOTP, an unknown type, or no single Ethernet
   *     station that asks
   */
  Request read(Door door, DhcpListen listen, Datagram datagram, DhcpMessage message)
      throws WireException {
    MessageType type =
        message
            .type()
            .orElseThrow(() -> new WireException(0, "plain BOOTP without a message type"));
    MacAddress mac =
        message
            .hardware()
            .mac()
            .filter(address -> !address.isMulticast() && !address.isZero())
            .orElseThrow(() -> new WireException(0, "no single Ethernet address in chaddr"));
    Optional<Subnet> link = subnet(listen, datagram, message);
    Request request =
        new Request(door, listen, datagram, message, type, Client.of(message, mac), link);
    return link.map(
            any -> request.in(desk.choose(any, request.identity(), request.settledAddress())))
        .orElse(request);
  }

  /**
   * By link selection (RFC 3527), subnet selection (RFC 3011), the relay, a renewing client's
   * address, or the interface.
   */
  private Optional<Subnet> subnet(DhcpListen listen, Datagram datagram, DhcpMessage message) {
    Optional<Ipv4> link =
        message
            .options()
            .find(DhcpOption.RELAY_AGENT)
            .flatMap(relay -> relay.find(RelaySubOption.LINK_SELECTION))
            .or(() -> message.options().find(DhcpOption.SUBNET_SELECTION));
    if (link.isPresent()) {
      return desk.forRelay(link.get());
    }
    if (message.isRelayed()) {
      return desk.forRelay(message.giaddr());
    }
    boolean renewing = !message.ciaddr().isAny() && listen.addresses().contains(datagram.to());
    return (renewing ? desk.forRelay(message.ciaddr()) : Optional.<Subnet>empty())
        .or(() -> listen.interfaceName().flatMap(name -> onInterface(name, listen, datagram.to())));
  }

  /** By the address the packet came to; a broadcast may be for any of the interface's networks. */
  private Optional<Subnet> onInterface(String name, DhcpListen listen, Ipv4 destination) {
    return Stream.concat(Stream.of(destination), listen.addresses().stream())
        .filter(listen.addresses()::contains)
        .flatMap(address -> desk.forInterface(name, address).stream())
        .findFirst();
  }
}
