package io.ironwake.wire.dhcp;

import io.ironwake.net.Pure;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** DHCP message types, option 53 (RFC 2132 §9.6, RFC 3203, RFC 4388). */
@Pure
public enum MessageType {
  DISCOVER(1),
  OFFER(2),
  REQUEST(3),
  DECLINE(4),
  ACK(5),
  NAK(6),
  RELEASE(7),
  INFORM(8),
  FORCERENEW(9),
  LEASEQUERY(10),
  LEASEUNASSIGNED(11),
  LEASEUNKNOWN(12),
  LEASEACTIVE(13);

  private static final Map<Integer, MessageType> BY_CODE =
      Stream.of(values()).collect(Collectors.toUnmodifiableMap(MessageType::code, type -> type));

  private final int code;

  MessageType(int code) {
    this.code = code;
  }

  /** The number on the wire, 1 to 13. */
  public int code() {
    return code;
  }

  /** The type with that number; empty when Ironwake does not know it. */
  public static Optional<MessageType> ofCode(int code) {
    return Optional.ofNullable(BY_CODE.get(code));
  }
}
