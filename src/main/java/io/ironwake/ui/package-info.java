/** The web page: rendered here, brought to life by htmx, without a line of script of its own. */
@NullMarked
package io.ironwake.ui;

import org.jspecify.annotations.NullMarked;
