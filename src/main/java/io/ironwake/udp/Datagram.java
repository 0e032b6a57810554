package io.ironwake.udp;

import io.ironwake.net.Ipv4;
import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * One received datagram.
 *
 * @param payload the bytes, the receiver's own; what exceeds {@value NettyUdpTransport#MAX_PAYLOAD}
 *     bytes was cut off
 * @param from the sender
 * @param to the destination address, so that a broadcast can be told from a unicast; {@link
 *     Ipv4#ANY} where the system does not say
 * @param interfaceName the interface the channel is bound to; empty for a channel on all interfaces
 */
@SuppressWarnings("ArrayRecordComponent") // a hot path value: never compared, never a key
public record Datagram(
    byte[] payload, InetSocketAddress from, Ipv4 to, Optional<String> interfaceName) {}
