package io.ironwake.dhcp;

import io.ironwake.boot.BootAdvisor;
import io.ironwake.udp.ArpTable;
import io.ironwake.udp.NeighbourTable;
import io.ironwake.udp.UdpTransport;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.random.RandomGenerator;

/**
 * What the DHCP doors work with.
 *
 * @param transport opens their sockets
 * @param arp makes clients reachable that have no address yet
 * @param desk subnets and leases
 * @param advisor the boot gate
 * @param neighbours tells who answered ARP
 * @param conflicts is told of addresses found in use
 * @param meters counts messages by door, type and outcome
 * @param random for the transaction and address of the look-out for other servers
 */
public record DhcpServices(
    UdpTransport transport,
    ArpTable arp,
    AddressDesk desk,
    BootAdvisor advisor,
    NeighbourTable neighbours,
    Conflicts conflicts,
    MeterRegistry meters,
    RandomGenerator random) {}
