/**
 * The declared file: parse it, apply it, and never let it arm a machine that was installed before.
 */
@NullMarked
package io.ironwake.rack;

import org.jspecify.annotations.NullMarked;
