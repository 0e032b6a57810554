package io.ironwake.machine;

import java.util.UUID;

/**
 * Fired inside the transaction that ends an install without the boot plane taking part.
 *
 * @param outcome EXPIRED, CANCELLED, ABANDONED or FAILED
 */
public record InstallEnded(UUID install, String outcome, String reason) {}
