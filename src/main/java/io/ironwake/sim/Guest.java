package io.ironwake.sim;

import java.util.Optional;

/** A kernel the network started, and what it does to the machine. */
interface Guest {
  /**
   * Runs until the machine restarts, which gives empty, or until a system runs for good, which
   * gives its name.
   */
  Optional<String> run();

  /** The system that a kernel line belongs to. */
  static Guest of(Board board, String line) {
    KernelArguments arguments = KernelArguments.parse(line);
    if (arguments.words().stream().anyMatch(word -> word.startsWith("k3os."))) {
      return new K3osInstaller(board, arguments);
    }
    if (arguments.value("flatcar.first_boot").isPresent()
        || arguments.value("ignition.config.url").isPresent()) {
      return new FlatcarInstaller(board, arguments);
    }
    return () -> Optional.of("Linux from RAM");
  }
}
