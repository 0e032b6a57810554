package io.ironwake.asset;

import java.nio.file.Path;

/**
 * A file whose content has been compared with its checksum.
 *
 * @param name the file's name in its release folder
 * @param size in bytes
 * @param sha256 lower-case hex
 */
public record VerifiedAsset(Path path, String name, long size, String sha256) {}
