package io.ironwake.quirk;

import io.ironwake.net.Pure;
import java.util.Map;

/**
 * One finding about some firmware.
 *
 * @param id names it in logs, metrics and {@code disable}
 * @param why what goes wrong without it
 * @param source who found out: an issue, a document, a capture
 * @param file where it was declared
 * @param match for whom
 * @param effects what changes
 */
@Pure
record QuirkRule(
    String id, String why, String source, String file, Match match, Map<Effect, String> effects) {
  QuirkRule {
    effects = Map.copyOf(effects);
  }
}
