package io.ironwake.udp;

import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Chooses the ARP table of the running system. */
final class SystemArpTable {
  private static final Logger LOG = Logger.getLogger(SystemArpTable.class);

  private SystemArpTable() {}

  @Produces
  @Singleton
  static ArpTable open() {
    if (!System.getProperty("os.name").equals("Linux")) {
      return (interfaceName, address, mac) -> false;
    }
    try {
      return new LinuxArpTable();
    } catch (RuntimeException | LinkageError failure) {
      LOG.warnf("no access to the ARP table, replies are broadcast: %s", failure.getMessage());
      return (interfaceName, address, mac) -> false;
    }
  }
}
