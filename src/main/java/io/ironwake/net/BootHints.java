package io.ironwake.net;

import java.util.Optional;

/**
 * What is to be done otherwise than usual when a machine boots: by its operator, by what is known
 * of its model, by its subnet.
 *
 * @param loader what its firmware is to fetch first
 * @param localBoot how it is sent to its disk
 */
@Pure
public record BootHints(Optional<LoaderChoice> loader, Optional<LocalBoot> localBoot) {
  /** Everything as usual. */
  public static final BootHints NONE = new BootHints(Optional.empty(), Optional.empty());

  /** These hints, and where they say nothing those. */
  public BootHints or(BootHints others) {
    return new BootHints(loader.or(others::loader), localBoot.or(others::localBoot));
  }
}
