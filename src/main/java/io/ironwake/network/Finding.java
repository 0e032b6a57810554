package io.ironwake.network;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;
import java.util.Optional;

/**
 * One thing to know about a link.
 *
 * @param severity how bad it is
 * @param code what it is, for alerts: {@code left-over-boot-file}
 * @param server whose doing it is
 * @param text what was seen and what follows from it
 * @param fix what to do; empty when nothing needs doing
 */
@Pure
public record Finding(
    Severity severity, String code, Optional<Ipv4> server, String text, Optional<String> fix) {
  /** How bad it is. */
  public enum Severity {
    /** Good to know. */
    INFO,
    /** Some machines may not boot. */
    WARNING,
    /** Machines do not boot. */
    ERROR
  }

  static Finding info(String code, ForeignServer server, String text) {
    return new Finding(Severity.INFO, code, Optional.of(server.address()), text, Optional.empty());
  }

  static Finding of(Severity severity, String code, ForeignServer server, String text, String fix) {
    return new Finding(severity, code, Optional.of(server.address()), text, Optional.of(fix));
  }

  /** One line for the log. */
  public String line() {
    return text + fix.map(each -> "; " + each).orElse("");
  }
}
