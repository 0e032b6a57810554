package io.ironwake.quirk;

import io.ironwake.net.BootHints;
import io.ironwake.net.LoaderChoice;
import io.ironwake.net.LocalBoot;
import io.ironwake.net.Pure;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What the rules change for one client.
 *
 * @param values checked values by effect
 * @param rules the ids of the rules they come from, in the order applied
 */
@Pure
public record Effects(Map<Effect, String> values, List<String> rules) {
  /** No rule matches: the answer the standards ask for. */
  public static final Effects NONE = new Effects(Map.of(), List.of());

  public Effects {
    EnumMap<Effect, String> copy = new EnumMap<>(Effect.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
    rules = List.copyOf(rules);
  }

  /** True when this flag is set. */
  public boolean has(Effect flag) {
    return "true".equals(values.get(flag));
  }

  /** What is known of the loader and the way to the disk. */
  public BootHints boot() {
    return new BootHints(
        text(Effect.FORCE_LOADER).map(LoaderChoice::new),
        text(Effect.LOCAL_BOOT).map(LocalBoot::parse));
  }

  /** {@code 0}, {@code 1} or {@code stop}. */
  public Optional<String> rollover() {
    return text(Effect.TFTP_ROLLOVER);
  }

  /** In bytes. */
  public OptionalInt maxBlockSize() {
    return number(Effect.TFTP_MAX_BLKSIZE);
  }

  /** In blocks. */
  public OptionalInt maxWindow() {
    return number(Effect.TFTP_MAX_WINDOWSIZE);
  }

  private Optional<String> text(Effect effect) {
    return Optional.ofNullable(values.get(effect));
  }

  private OptionalInt number(Effect effect) {
    return text(effect).stream().mapToInt(Integer::parseInt).findFirst();
  }
}
