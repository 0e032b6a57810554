/**
 * Simulated machines: firmware, iPXE and installers acted out over real packets, for the demo and
 * for tests.
 */
@NullMarked
package io.ironwake.sim;

import org.jspecify.annotations.NullMarked;
