/** The DHCP doors: ports 67 and 4011, full and proxy mode, and the look-out for other servers. */
@NullMarked
package io.ironwake.dhcp;

import org.jspecify.annotations.NullMarked;
