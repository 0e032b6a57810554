package io.ironwake.boot;

import java.util.UUID;

/**
 * A link to the arguments of an install, for an operator to take to its machine.
 *
 * @param base the boot plane as the machine reaches it, {@code http://address:port}
 * @param unasked whether a menu begins by itself
 */
record Delivery(UUID id, UUID install, String base, boolean unasked) {}
