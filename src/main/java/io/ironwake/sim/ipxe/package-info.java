/**
 * An interpreter for the part of the iPXE script language that boot services write
 * (ipxe.org/scripting).
 */
@NullMarked
package io.ironwake.sim.ipxe;

import org.jspecify.annotations.NullMarked;
