package io.ironwake.sim.ipxe;

import java.util.Optional;

/** The kernel selected so far. Initrds need no memory here: the host discards what it downloads. */
final class LoadedImages {
  private Optional<String> kernelArguments = Optional.empty();

  void selectKernel(String arguments) {
    kernelArguments = Optional.of(arguments);
  }

  Optional<String> kernelArguments() {
    return kernelArguments;
  }

  void free() {
    kernelArguments = Optional.empty();
  }
}
