/** Commands that ask a running service over its REST API. */
@NullMarked
package io.ironwake.cli;

import org.jspecify.annotations.NullMarked;
