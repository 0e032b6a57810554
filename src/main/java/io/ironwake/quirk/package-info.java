/**
 * Firmware quirks as data: which clients need another answer than the standards say, which one, and
 * who found out.
 */
@NullMarked
package io.ironwake.quirk;

import org.jspecify.annotations.NullMarked;
