package io.ironwake.boot;

import io.ironwake.quirk.Effects;
import java.util.Optional;

/**
 * The gate's decision and the file that carries it out.
 *
 * @param decision what this machine boots and why
 * @param file empty when the client is to be left alone, or when no loader for it is at hand (the
 *     reason says which)
 * @param effects what quirk rules change in the answer
 */
public record BootAdvice(BootDecision decision, Optional<BootFile> file, Effects effects) {
  /** Advice for a client that no quirk rule is about. */
  public BootAdvice(BootDecision decision, Optional<BootFile> file) {
    this(decision, file, Effects.NONE);
  }
}
