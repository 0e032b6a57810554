/** Machines: identity, the lifecycle as one pure switch, and what the database keeps of them. */
@NullMarked
package io.ironwake.machine;

import org.jspecify.annotations.NullMarked;
