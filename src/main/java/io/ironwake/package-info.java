/** The commands, and what starts and stops the service. */
@NullMarked
package io.ironwake;

import org.jspecify.annotations.NullMarked;
