package io.ironwake.lab;

/**
 * A bridge that machines and clients are plugged into.
 *
 * @param namespace the network namespace it lies in
 */
record Wire(String namespace, String bridge) {}
