package io.ironwake.boot;

import java.util.Optional;

/**
 * The gate's decision and the file that carries it out.
 *
 * @param decision what this machine boots and why
 * @param file empty when the client is to be left alone, or when no loader for it is at hand (the
 *     reason says which)
 */
public record BootAdvice(BootDecision decision, Optional<BootFile> file) {}
