/** Images and archives made for one machine: initramfs archives, overlays, patched ISO images. */
@NullMarked
package io.ironwake.image;

import org.jspecify.annotations.NullMarked;
