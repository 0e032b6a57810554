/** Network values: addresses, ranges, client architectures. JDK only. */
@NullMarked
package io.ironwake.net;

import org.jspecify.annotations.NullMarked;
