package io.ironwake.sim.ipxe;

import io.ironwake.net.Pure;

/**
 * The script asks for something the simulated iPXE does not know, so going on would prove nothing.
 */
@Pure
public final class IpxeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String why;
  private final boolean located;

  /**
   * @param why what was wrong
   */
  public IpxeException(String why) {
    this(why, false);
  }

  private IpxeException(String why, boolean located) {
    super(why);
    this.why = why;
    this.located = located;
  }

  /** The same, naming the line, unless a line is named already. */
  IpxeException atLine(int number) {
    return located ? this : new IpxeException("line " + number + ": " + why, true);
  }
}
