/** TFTP on the wire: packets (RFC 1350) and their options (RFC 2347, 2348, 2349, 7440). */
@NullMarked
package io.ironwake.wire.tftp;

import org.jspecify.annotations.NullMarked;
