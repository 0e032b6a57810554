package io.ironwake.sim.ipxe;

import io.ironwake.sim.ipxe.CommandLine.Joint;
import io.ironwake.sim.ipxe.CommandLine.Part;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The execution of one script, line by line, by the rules of iPXE src/core/exec.c and
 * src/image/script.c.
 */
final class ScriptRun {
  private final Ipxe ipxe;
  private final LoadedScript loaded;
  private final Commands commands;
  private Optional<LoadedScript> replacement = Optional.empty();
  private int next;
  private boolean lineStopped;
  private boolean scriptStopped;

  ScriptRun(Ipxe ipxe, LoadedScript loaded) {
    this.ipxe = ipxe;
    this.loaded = loaded;
    this.commands = new Commands(ipxe, this);
  }

  /**
   * Runs to the end, to {@code exit} or to the first line that fails, and gives the status of the
   * last line.
   */
  int execute() {
    List<IpxeScript.Line> lines = loaded.script().lines();
    int status = 0;
    while (next < lines.size()) {
      IpxeScript.Line line = lines.get(next++);
      status = execute(line);
      if (scriptStopped || ipxe.hasLeft()) {
        return status;
      }
      if (status != 0) {
        ipxe.because(false, "line " + line.number() + " failed: " + line.command().split("\\s")[0]);
        return status;
      }
    }
    return status;
  }

  private int execute(IpxeScript.Line line) {
    try {
      return execute(CommandLine.parse(line.command()));
    } catch (IpxeException unknown) {
      throw unknown.atLine(line.number());
    }
  }

  private int execute(CommandLine line) {
    lineStopped = false;
    int status = 0;
    boolean wanted = true;
    for (Part part : line.parts()) {
      if (wanted) {
        status = commands.execute(part.words().stream().map(ipxe.settings()::expand).toList());
      }
      if (lineStopped || scriptStopped || ipxe.hasLeft()) {
        return status;
      }
      wanted = isWanted(part.joint(), status);
    }
    return status;
  }

  private static boolean isWanted(Joint joint, int status) {
    return switch (joint) {
      case ON_FAILURE -> status != 0;
      case ON_SUCCESS -> status == 0;
      case ALWAYS, END -> true;
    };
  }

  /** Goes on at a label; false when there is none. */
  boolean jump(String label) {
    OptionalInt target = loaded.script().find(label);
    target.ifPresent(
        index -> {
          next = index;
          lineStopped = true;
        });
    return target.isPresent();
  }

  void stop() {
    scriptStopped = true;
  }

  void replaceBy(LoadedScript other) {
    replacement = Optional.of(other);
    stop();
  }

  Optional<LoadedScript> replacement() {
    return replacement;
  }

  /** The script's own URL. */
  URI uri() {
    return loaded.uri();
  }
}
