package io.ironwake.machine;

import io.ironwake.net.Pure;
import io.ironwake.profile.WipeGuard;
import java.time.Instant;
import java.util.Optional;

/**
 * What keeps a machine from being wiped, beside its state.
 *
 * @param guard what its operator demands before its disk is wiped
 * @param quarantine since when and why it is handed no install at all
 */
@Pure
public record Safety(WipeGuard guard, Optional<Quarantine> quarantine) {
  /** Demands nothing and is not in quarantine. */
  public static final Safety NONE = new Safety(WipeGuard.NONE, Optional.empty());

  /**
   * A machine that asked to install again and again; only an operator's word ends it.
   *
   * @param reason one sentence, for consoles and pages
   */
  @Pure
  public record Quarantine(Instant since, String reason) {}
}
