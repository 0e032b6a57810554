package io.ironwake.tftp;

import io.ironwake.net.Ipv4;
import io.ironwake.quirk.Effects;
import io.ironwake.quirk.Quirks;

/**
 * The treatment that quirk rules ask for (quirks 28 to 30).
 *
 * @param quirks knows who was given an address
 */
public record RuledTreatment(Quirks quirks) implements TftpQuirks {
  @Override
  public Treatment of(Ipv4 client) {
    Effects effects = quirks.at(client);
    return new Treatment(
        effects.rollover().map(RuledTreatment::rollover).orElse(Treatment.USUAL.rollover()),
        effects.maxBlockSize().orElse(Treatment.USUAL.largestBlock()),
        effects.maxWindow().orElse(Treatment.USUAL.largestWindow()));
  }

  private static Rollover rollover(String word) {
    return switch (word) {
      case "1" -> Rollover.TO_ONE;
      case "stop" -> Rollover.STOP;
      default -> Rollover.TO_ZERO;
    };
  }
}
