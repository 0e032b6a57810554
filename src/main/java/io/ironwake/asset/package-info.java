/** Release files on disk: found, verified against their checksums, and only then visible. */
@NullMarked
package io.ironwake.asset;

import org.jspecify.annotations.NullMarked;
