package io.ironwake.profile;

import java.time.Instant;
import java.util.UUID;

/**
 * A profile with what the database adds.
 *
 * @param version rises with every change; the ETag
 */
public record StoredProfile(
    UUID id, Profile profile, long version, Instant createdAt, Instant updatedAt) {}
