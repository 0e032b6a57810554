package io.ironwake.boot;

import io.ironwake.address.BootRules;
import io.ironwake.machine.Machine;
import io.ironwake.net.BootHints;
import io.ironwake.net.Ipv4;
import io.ironwake.net.LocalBoot;
import java.util.Optional;

/**
 * What the place a client boots in says about booting.
 *
 * @param rules the subnet's, or the defaults where none is declared
 * @param groups the groups of machines, at this moment
 */
record BootSite(BootRules rules, GroupRanking groups) {
  BootRules.Unknown unknown() {
    return rules.unknown();
  }

  /** False admits clients that another DHCP server sent to a fixed URL. */
  boolean nonceRequired() {
    return rules.nonce() == BootRules.Nonce.REQUIRED;
  }

  /**
   * What the operator, its groups, the model and the subnet say of this machine's boot, in this
   * order.
   */
  BootHints hints(Optional<Machine> machine, BootHints model) {
    return machine
        .map(each -> each.boot().or(groups.boot(each.selectable())))
        .orElse(BootHints.NONE)
        .or(model)
        .or(rules.hints());
  }

  /** How a machine is sent to its disk. */
  LocalBoot localBoot(Optional<Machine> machine, BootHints model) {
    return hints(machine, model).localBoot().orElse(LocalBoot.SCRIPT);
  }

  /** The TFTP server for a client that reached us at {@code server}. */
  Ipv4 nextServer(Ipv4 server) {
    return rules.nextServer().orElse(server);
  }

  /** The boot plane's base URL for a client that reached us at {@code server}. */
  String base(Ipv4 server, int port) {
    return rules.bootUrl().orElseGet(() -> "http://" + server + ":" + port);
  }
}
