package io.ironwake.dhcp;

import io.ironwake.address.ClientIdentity;
import io.ironwake.address.Subnet;
import io.ironwake.boot.BootRequest;
import io.ironwake.boot.BootStage;
import io.ironwake.boot.Door;
import io.ironwake.net.Ipv4;
import io.ironwake.udp.Datagram;
import io.ironwake.wire.dhcp.DhcpMessage;
import io.ironwake.wire.dhcp.DhcpOption;
import io.ironwake.wire.dhcp.MessageType;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * One request with all that is known around it.
 *
 * @param door where it came in
 * @param listen the socket's place
 * @param datagram how it came
 * @param message its content
 * @param type its type; empty for plain BOOTP (RFC 951)
 * @param client who asks
 * @param identity who leases: the NIC, and its client id when that has a legal length
 * @param subnet the declared subnet the client sits in
 */
record Request(
    Door door,
    DhcpListen listen,
    Datagram datagram,
    DhcpMessage message,
    Optional<MessageType> type,
    Client client,
    ClientIdentity identity,
    Optional<Subnet> subnet) {

  /** Our address as this client is to see it. */
  Ipv4 serverAddress() {
    return listen.serverAddress(datagram.to(), subnet);
  }

  /** What the client's link is served with. */
  Subnet.Mode mode() {
    return subnet.map(Subnet::mode).orElse(listen.undeclared());
  }

  /** This request, of a client served by {@code chosen}. */
  Request in(Subnet chosen) {
    return new Request(
        door, listen, datagram, message, type, client, identity, Optional.of(chosen));
  }

  /** The address that ties the client to a subnet of its link; in a DISCOVER it is but a wish. */
  Optional<Ipv4> settledAddress() {
    return type.filter(MessageType.DISCOVER::equals).isPresent()
        ? Optional.empty()
        : claimedAddress();
  }

  /** True when the client chose another server, or one whose id is unreadable (RFC 2131 §4.3.2). */
  boolean isForAnother() {
    return message.options().has(DhcpOption.SERVER_ID)
        && message.options().find(DhcpOption.SERVER_ID).filter(this::isOurs).isEmpty();
  }

  private boolean isOurs(Ipv4 serverId) {
    return listen.addresses().contains(serverId)
        || serverId.equals(Replies.serverId(message, serverAddress()));
  }

  /** Its type in one lower-case word, for metrics and logs. */
  String typeName() {
    return type.map(each -> each.name().toLowerCase(Locale.ROOT)).orElse("bootp");
  }

  /** The lifetime of a lease in {@code subnet}, by what the client asks for (option 51). */
  Duration lifetime(Subnet subnet) {
    return subnet.lease().lifetimeFor(message.options().find(DhcpOption.LEASE_TIME));
  }

  /** What the client calls itself (option 12). */
  Optional<String> hostName() {
    return message.options().find(DhcpOption.HOST_NAME).filter(name -> !name.isEmpty());
  }

  /** The address the client has, by its own word: ciaddr, else option 50. */
  Optional<Ipv4> claimedAddress() {
    return message.ciaddr().isAny()
        ? message.options().find(DhcpOption.REQUESTED_ADDRESS).filter(address -> !address.isAny())
        : Optional.of(message.ciaddr());
  }

  /** The question to the gate; for boot clients only. */
  BootRequest bootRequest(BootStage stage, Optional<Ipv4> clientAddress) {
    return new BootRequest(
        door,
        client.mac(),
        stage,
        client.arch(),
        client.uuid(),
        Optional.empty(),
        clientAddress,
        serverAddress(),
        subnet.map(Subnet::name),
        ClientTraits.of(this));
  }
}
