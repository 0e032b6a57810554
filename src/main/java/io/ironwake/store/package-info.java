/**
 * Database access shared by the domain packages: transactions, keys, the change log, database time.
 */
@NullMarked
package io.ironwake.store;

import org.jspecify.annotations.NullMarked;
