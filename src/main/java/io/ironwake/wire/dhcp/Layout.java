package io.ironwake.wire.dhcp;

import io.ironwake.net.Pure;
import java.util.List;

/**
 * What the receiver of a packet can take.
 *
 * @param maxMessageSize the largest IP datagram in bytes, as option 57 counts it, 576 to 65535 (RFC
 *     2132 §9.10)
 * @param padded whether to fill up to the 300 bytes that old BOOTP relays demand (RFC 1542 §2.1);
 *     false for Raspberry Pi firmware, which ignores replies with pad options (quirk 14)
 * @param order the option codes the receiver wants first, in its order (RFC 2132 §9.8)
 */
@Pure
public record Layout(int maxMessageSize, boolean padded, List<Integer> order) {
  static final int MIN_MESSAGE_SIZE = 576;
  private static final int ETHERNET_MTU = 1500;
  private static final int IP_AND_UDP_HEADERS = 28;

  /** What every client takes. */
  public static final Layout DEFAULT = new Layout(MIN_MESSAGE_SIZE, true);

  public Layout {
    if (maxMessageSize < MIN_MESSAGE_SIZE || maxMessageSize > 0xFFFF) {
      throw new IllegalArgumentException(
          "a maximum message size is 576 to 65535, got " + maxMessageSize);
    }
    order = List.copyOf(order);
  }

  /** For a receiver that wants no particular order. */
  public Layout(int maxMessageSize, boolean padded) {
    this(maxMessageSize, padded, List.of());
  }

  /**
   * What the sender of {@code request} takes by its option 57, kept between 576 and one Ethernet
   * frame, in the order of its option 55.
   */
  public static Layout forClient(DhcpMessage request) {
    int asked = request.options().find(DhcpOption.MAX_MESSAGE_SIZE).orElse(MIN_MESSAGE_SIZE);
    return new Layout(
        Math.clamp(asked, MIN_MESSAGE_SIZE, ETHERNET_MTU),
        true,
        request.options().find(DhcpOption.PARAMETER_REQUEST_LIST).orElse(List.of()));
  }

  /** The same without padding. */
  public Layout unpadded() {
    return new Layout(maxMessageSize, false, order);
  }

  /** Bytes left for the options field behind the magic cookie. */
  int optionsRoom() {
    return maxMessageSize - IP_AND_UDP_HEADERS - DhcpDecoder.OPTIONS;
  }
}
