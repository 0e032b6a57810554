package io.ironwake.boot;

import io.ironwake.asset.Release;
import io.ironwake.config.FrozenInstall;
import java.util.Map;

/**
 * What an install row keeps encrypted: all that serving needs, so that what was approved is what is
 * served.
 *
 * @param reportToken the token in clear, which every attempt's documents carry
 * @param release where the assets lie
 * @param variables as the templates saw them
 * @param demand what its client must present
 */
record FrozenRecord(
    FrozenInstall install,
    String reportToken,
    Release release,
    Map<String, Object> variables,
    IdentityDemand demand) {
  FrozenRecord {
    // Installs that were approved before there were guards demand nothing.
    demand = demand == null ? IdentityDemand.NONE : demand;
    // Installs that were approved before there were variables have none.
    variables = variables == null ? Map.of() : variables;
  }

  /** Without the token and the documents. */
  @Override
  public String toString() {
    return "FrozenRecord[" + release.folder() + "]";
  }
}
