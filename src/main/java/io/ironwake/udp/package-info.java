/**
 * Datagram transport for the UDP doors: sockets per interface, the host's interfaces, the kernel's
 * ARP table.
 */
@NullMarked
package io.ironwake.udp;

import org.jspecify.annotations.NullMarked;
