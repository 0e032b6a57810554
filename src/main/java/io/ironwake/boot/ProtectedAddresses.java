package io.ironwake.boot;

import io.ironwake.address.KeptAddresses;

/**
 * The addresses of machines that are INSTALLING, which must not be given to another client: losing
 * one in the middle leaves a half-written disk.
 */
public interface ProtectedAddresses extends KeptAddresses {}
