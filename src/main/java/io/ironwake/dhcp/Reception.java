package io.ironwake.dhcp;

import io.ironwake.address.Subnet;
import io.ironwake.boot.Door;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.ironwake.udp.Datagram;
import io.ironwake.wire.WireException;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.HardwareAddress;
import io.ironwake.wire.dhcp.MessageType;
import java.util.Optional;
import java.util.stream.Stream;

/** Makes requests of decoded packets. */
record Reception(AddressDesk desk) {
  private static final int CHADDR = 28;

  /**
   * The request a packet holds.
   *
   * @throws WireException when it is none: an unknown type, or no single station of six bytes that
   *     asks
   */
  Request read(Door door, DhcpListen listen, Datagram datagram, DhcpMessage message)
      throws WireException {
    Optional<MessageType> type = message.type();
    MacAddress mac =
        message
            .hardware()
            .station()
            .filter(address -> !address.isMulticast() && !address.isZero())
            .orElseThrow(() -> noStation(message.hardware()));
    Optional<Subnet> link = subnet(listen, datagram, message);
    Client client = Client.of(message, mac);
    Request request =
        new Request(
            door,
            listen,
            datagram,
            message,
            type,
            client,
            ClientKeys.identity(message, client),
            link);
    return link.map(any -> request.in(seen(serving(any, request), request))).orElse(request);
  }

  /**
   * The subnet as this client sees it, by what is reserved for it and what the interface allows.
   */
  private Subnet seen(Subnet subnet, Request request) {
    Subnet.Mode own =
        subnet.mode() == Subnet.Mode.PROXY && desk.isServedInFull(subnet, request.identity())
            ? Subnet.Mode.RESERVATIONS_ONLY
            : subnet.mode();
    Subnet.Mode allowed = request.listen().mode();
    return allowed == Subnet.Mode.FULL || !isOnLink(request)
        ? subnet.as(own)
        : subnet.as(own.and(allowed, desk.isReserved(subnet, request.identity())));
  }

  /**
   * Relayed clients sit elsewhere, and so do those that renew through a router. A client that names
   * another subnet (option 118) does not move by that.
   */
  private boolean isOnLink(Request request) {
    return !request.message().isRelayed()
        && renewing(request.listen(), request.datagram(), request.message())
            .filter(theirs -> !isHome(theirs, request))
            .isEmpty();
  }

  private boolean isHome(Subnet subnet, Request request) {
    return onInterface(request.listen(), request.datagram().to())
        .filter(home -> desk.areNeighbours(home, subnet))
        .isPresent();
  }

  /** Who informs keeps its address whatever is reserved for it: its parameters are of that net. */
  private Subnet serving(Subnet link, Request request) {
    return request
        .type()
        .filter(MessageType.INFORM::equals)
        .flatMap(inform -> desk.at(link, request.message().ciaddr()))
        .orElseGet(() -> desk.choose(link, request.identity(), request.settledAddress()));
  }

  private static WireException noStation(HardwareAddress hardware) {
    return new WireException(
        CHADDR,
        "no single station of 6 bytes in chaddr: hardware type "
            + hardware.type()
            + ", "
            + hardware.octets().length()
            + " bytes");
  }

  /** By what the packet names, a renewing client's address, or the interface. */
  private Optional<Subnet> subnet(DhcpListen listen, Datagram datagram, DhcpMessage message) {
    Optional<Ipv4> named = SubnetChoice.named(message);
    if (named.isPresent()) {
      return desk.forRelay(named.get());
    }
    return renewing(listen, datagram, message).or(() -> onInterface(listen, datagram.to()));
  }

  /** The subnet of the address a client has that writes to ours. */
  private Optional<Subnet> renewing(DhcpListen listen, Datagram datagram, DhcpMessage message) {
    return Optional.of(message.ciaddr())
        .filter(ciaddr -> !ciaddr.isAny() && listen.addresses().contains(datagram.to()))
        .flatMap(desk::forRelay);
  }

  /** By the address the packet came to; a broadcast may be for any of the interface's networks. */
  private Optional<Subnet> onInterface(DhcpListen listen, Ipv4 destination) {
    return listen
        .interfaceName()
        .flatMap(
            name ->
                Stream.concat(Stream.of(destination), listen.addresses().stream())
                    .filter(listen.addresses()::contains)
                    .flatMap(address -> desk.forInterface(name, address).stream())
                    .findFirst());
  }
}
