/**
 * The network around Ironwake: other DHCP servers on its links, what they break and how to mend it,
 * and the configuration that makes them point here.
 */
@NullMarked
package io.ironwake.network;

import org.jspecify.annotations.NullMarked;
