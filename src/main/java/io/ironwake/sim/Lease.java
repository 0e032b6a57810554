package io.ironwake.sim;

import io.ironwake.net.Ipv4;
import io.ironwake.net.Pure;

/**
 * What the server acknowledged.
 *
 * @param address the machine's
 * @param nextServer where the boot file is, by TFTP
 * @param bootFile its name or URL; empty text when the server named none
 */
@Pure
record Lease(Ipv4 address, Ipv4 nextServer, String bootFile) {}
