package io.ironwake.asset;

import io.ironwake.net.Pure;
import java.util.Optional;

/**
 * A file that was found to be the vendor's.
 *
 * @param size in bytes
 * @param sha256 lower-case hex
 * @param signedBy the fingerprint of the key that signed it
 */
@Pure
record CheckedFile(String name, long size, String sha256, Optional<String> signedBy) {}
