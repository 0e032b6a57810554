/**
 * What a machine boots: the one gate, the loaders and scripts it grants, and the boot plane that
 * serves them.
 */
@NullMarked
package io.ironwake.boot;

import org.jspecify.annotations.NullMarked;
