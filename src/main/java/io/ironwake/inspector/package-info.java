/** Builds the inspector: a kernel's own initramfs that takes inventory. */
@NullMarked
package io.ironwake.inspector;

import org.jspecify.annotations.NullMarked;
