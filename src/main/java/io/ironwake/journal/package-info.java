/**
 * The record of what happened: audit rows in the same transaction, and the flight recorder of every
 * boot.
 */
@NullMarked
package io.ironwake.journal;

import org.jspecify.annotations.NullMarked;
