/**
 * Operators' templates: a sandbox around Pebble, and values written so that they stay values in the
 * format they land in.
 */
@NullMarked
package io.ironwake.template;

import org.jspecify.annotations.NullMarked;
