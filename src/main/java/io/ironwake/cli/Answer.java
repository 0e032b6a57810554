package io.ironwake.cli;

import java.io.Console;
import java.util.Optional;

/** Who answers a question. */
@FunctionalInterface
interface Answer {
  /** Somebody at a terminal. */
  Answer TERMINAL =
      question ->
          Optional.ofNullable(System.console())
              .filter(Console::isTerminal)
              .flatMap(console -> Optional.ofNullable(console.readLine("%s", question)));

  /** The answer; empty when nobody can be asked. */
  Optional<String> to(String question);
}
