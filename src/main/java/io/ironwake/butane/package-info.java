/**
 * Butane and raw Ignition documents of operators: read with line and column, checked as strictly as
 * the machine would, translated to Ignition 3. Written from the published specifications (Butane
 * config specs {@code flatcar} 1.0–1.1 and {@code fcos} 1.0–1.6, Ignition config specs 3.0–3.6).
 */
@NullMarked
package io.ironwake.butane;

import org.jspecify.annotations.NullMarked;
