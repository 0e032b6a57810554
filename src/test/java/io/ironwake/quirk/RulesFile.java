package io.ironwake.quirk;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** An operator's file for tests. */
public final class RulesFile {
  private RulesFile() {}

  /** The rules in force with one more, which matches and changes as said. */
  public static Quirks with(Path folder, String match, String effects) throws IOException {
    String text =
        """
        version: 1
        rules:
          - id: mine
            why: it hangs
            source: seen here
            match: %s
            effects: %s
        """
            .formatted(match, effects);
    Path file = Files.writeString(folder.resolve("rules.yaml"), text);
    return new Quirks(Optional.of(file), folder, new SimpleMeterRegistry());
  }
}
