/** Refusals an operator can act on, independent of the door they leave by. JDK only. */
@NullMarked
package io.ironwake.problem;

import org.jspecify.annotations.NullMarked;
