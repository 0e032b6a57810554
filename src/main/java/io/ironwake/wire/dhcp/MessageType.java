package io.ironwake.wire.dhcp;

import io.ironwake.net.Pure;
import java.util.Optional;

/** DHCP message types, option 53 (RFC 2132 §9.6, RFC 3203, RFC 4388). */
@Pure
public enum MessageType {
  DISCOVER,
  OFFER,
  REQUEST,
  DECLINE,
  ACK,
  NAK,
  RELEASE,
  INFORM,
  FORCERENEW,
  LEASEQUERY,
  LEASEUNASSIGNED,
  LEASEUNKNOWN,
  LEASEACTIVE;

  private static final MessageType[] BY_CODE = values();

  /** The number on the wire, 1 to 13. */
  public int code() {
    return ordinal() + 1;
  }

  /** The type with that number; empty when Ironwake does not know it. */
  public static Optional<MessageType> ofCode(int code) {
    return code >= 1 && code <= BY_CODE.length ? Optional.of(BY_CODE[code - 1]) : Optional.empty();
  }
}
