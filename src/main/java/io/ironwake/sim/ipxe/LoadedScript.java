package io.ironwake.sim.ipxe;

import io.ironwake.net.Pure;
import java.net.URI;

/**
 * A downloaded script.
 *
 * @param uri where it came from; names in it are relative to this
 */
@Pure
record LoadedScript(URI uri, IpxeScript script) {}
