package io.ironwake.boot;

import io.ironwake.net.Pure;
import java.util.UUID;

/** What a network boot gets, always with the reason, which is logged, journaled and shown. */
@Pure
public sealed interface BootDecision {
  /** One sentence for the operator: why. */
  String reason();

  /** No boot answer at all. */
  record Ignore(String reason) implements BootDecision {}

  /** A loader and a script that says what it waits for and asks again. */
  record Hold(String reason) implements BootDecision {}

  /** A loader and a script that says why, then boots the disk. */
  record LocalBoot(String reason) implements BootDecision {}

  /** A profile whose effect is LIVE; it changes no state. */
  record Live(UUID profile, String reason) implements BootDecision {}

  /** The install arguments of one living install. */
  record Install(UUID install, String reason) implements BootDecision {}

  /** The decision's name as logs and the API spell it. */
  default String name() {
    return switch (this) {
      case Ignore ignore -> "ignore";
      case Hold hold -> "hold";
      case LocalBoot local -> "local-boot";
      case Live live -> "live";
      case Install install -> "install";
    };
  }

  /** The same decision with more to say. */
  default BootDecision because(String more) {
    String all = reason() + "; " + more;
    return switch (this) {
      case Ignore ignore -> new Ignore(all);
      case Hold hold -> new Hold(all);
      case LocalBoot local -> new LocalBoot(all);
      case Live live -> new Live(live.profile(), all);
      case Install install -> new Install(install.install(), all);
    };
  }
}
