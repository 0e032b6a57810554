/**
 * What inventories tell beyond one machine: hardware that is expected, and what is wrong with the
 * hardware that came.
 */
@NullMarked
package io.ironwake.hardware;

import org.jspecify.annotations.NullMarked;
