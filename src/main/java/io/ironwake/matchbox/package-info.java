/**
 * Matchbox's files and answers, for sites that move: imported as they are, answered as Matchbox
 * answers, behind an option.
 */
@NullMarked
package io.ironwake.matchbox;

import org.jspecify.annotations.NullMarked;
