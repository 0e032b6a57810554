package io.ironwake.boot;

import io.ironwake.asset.Release;
import io.ironwake.config.FrozenInstall;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What an install row keeps encrypted: all that serving needs, so that what was approved is what is
 * served.
 *
 * @param reportToken the token in clear, which every attempt's documents carry
 * @param release where the assets lie
 * @param variables as the templates saw them
 * @param more assets of other releases that it needs
 * @param secrets what previews must hide
 * @param demand what its client must present
 */
record FrozenRecord(
    FrozenInstall install,
    String reportToken,
    Release release,
    Map<String, Object> variables,
    List<Bundle> more,
    Set<String> secrets,
    IdentityDemand demand) {
  FrozenRecord {
    // Installs that were approved before these were kept have none.
    more = more == null ? List.of() : List.copyOf(more);
    demand = demand == null ? IdentityDemand.NONE : demand;
    variables = variables == null ? Map.of() : variables;
    secrets = secrets == null ? Set.of() : secrets;
  }

  /** Without the token and the documents. */
  @Override
  public String toString() {
    return "FrozenRecord[" + release.folder() + "]";
  }
}
