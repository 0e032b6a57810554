package io.ironwake.dhcp;

import io.ironwake.address.Subnet;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.micrometer.core.instrument.MeterRegistry;
import org.jboss.logging.Logger;

/** One line and one count per address in use, before it is told to the next. */
record ConflictLog(MeterRegistry meters, Conflicts next) implements Conflicts {
  private static final Logger LOG = Logger.getLogger("io.ironwake.dhcp");
  private static final String METRIC = "ironwake.dhcp.conflicts";

  @Override
  public void found(Subnet subnet, Ipv4 address, MacAddress client, String user) {
    meters.counter(METRIC, "subnet", subnet.name()).increment();
    LOG.warnf(
        "dhcp conflict: %s of subnet %s is used by %s, which has no lease of it; it is given to"
            + " nobody for 10 minutes; reserve it for that station, or take it out of the pools",
        address, subnet.name(), user);
    next.found(subnet, address, client, user);
  }
}
