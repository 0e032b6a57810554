/** The TFTP door: transfers as pure steps, served from one port through the boot gate. */
@NullMarked
package io.ironwake.tftp;

import org.jspecify.annotations.NullMarked;
