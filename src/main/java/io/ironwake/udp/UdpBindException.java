package io.ironwake.udp;

/** A socket could not be opened; the message is for the operator and names the fix. */
public final class UdpBindException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What stood in the way. */
  public enum Reason {
    /** Another program holds the port. */
    TAKEN,
    /** The process may not bind a port below 1024, or may not bind to an interface. */
    NO_RIGHT,
    /** No interface of that name. */
    NO_INTERFACE,
    /** The address belongs to no interface of this host. */
    NO_ADDRESS,
    OTHER
  }

  private final Reason reason;

  UdpBindException(Reason reason, String message, Throwable cause) {
    super(message, cause);
    this.reason = reason;
  }

  /** A refusal without a cause in the system; {@code message} names the fix. */
  public UdpBindException(Reason reason, String message) {
    super(message);
    this.reason = reason;
  }

  public Reason reason() {
    return reason;
  }
}
