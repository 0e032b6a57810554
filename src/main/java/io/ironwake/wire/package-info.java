/**
 * What every wire codec shares: bytes in, a message or a {@link io.ironwake.wire.WireException}
 * out.
 */
@NullMarked
package io.ironwake.wire;

import org.jspecify.annotations.NullMarked;
