/**
 * Clusters: which machines belong to which, by their labels, what each is in it, and what it must
 * be told so that they find each other.
 */
@NullMarked
package io.ironwake.cluster;

import org.jspecify.annotations.NullMarked;
