package io.ironwake.hardware;

import io.ironwake.net.Pure;

/**
 * One thing that is wrong with a machine's hardware or identity. It is there as long as its cause.
 *
 * @param code what it is, for alerts: {@code duplicate-uuid}
 * @param text what was seen, naming every machine it concerns
 * @param fix what to do
 */
@Pure
public record Finding(String code, Severity severity, String text, String fix) {
  /** How bad it is. */
  public enum Severity {
    /** Somebody should look. */
    WARNING,
    /** It is not the machine, or not the hardware, that it is taken for. */
    ERROR
  }
}
