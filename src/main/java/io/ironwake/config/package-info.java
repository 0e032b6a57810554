/**
 * Typed writers: from a profile and a machine to a kernel line and the documents its installer
 * fetches.
 */
@NullMarked
package io.ironwake.config;

import org.jspecify.annotations.NullMarked;
