package io.ironwake.cli;

import java.util.List;
import picocli.CommandLine;

/** What an operator says to machines. */
public final class OperatorCommands {
  private OperatorCommands() {}

  /** Adds them to a command line, in the order of its help. */
  public static CommandLine addTo(CommandLine line) {
    List.of(
            new MachinesCommand(),
            new MachineCommand(),
            new SetCommand(),
            new ApproveCommand(),
            new VerbCommand.Cancel(),
            new VerbCommand.Abandon(),
            new VerbCommand.Retire(),
            new VerbCommand.Restore(),
            new VerbCommand.Lock(),
            new VerbCommand.Unlock(),
            new VerbCommand.Release())
        .forEach(line::addSubcommand);
    return line;
  }
}
