/**
 * DHCPv4 packets: any bytes become a message or a WireException, messages become canonical bytes
 * (RFC 2131, RFC 2132).
 */
@NullMarked
package io.ironwake.wire.dhcp;

import org.jspecify.annotations.NullMarked;
