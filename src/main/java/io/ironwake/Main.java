package io.ironwake;

import io.ironwake.cli.ApplyCommand;
import io.ironwake.cli.AssetsCommand;
import io.ironwake.cli.DeliverCommand;
import io.ironwake.cli.DiffCommand;
import io.ironwake.cli.ExportCommand;
import io.ironwake.cli.MatchboxCommand;
import io.ironwake.cli.OperatorCommands;
import io.ironwake.inspector.InspectorCommand;
import io.ironwake.sim.SimCommand;
import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line. {@code serve} starts Quarkus; the other commands run without it. */
@QuarkusMain
@Command(
    name = "ironwake",
    mixinStandardHelpOptions = true,
    version = "ironwake 0.1.0",
    description =
        "Bare-metal provisioning: machines network-boot, install by their own kernel arguments, and are recorded.",
    subcommands = {
      ServeCommand.class,
      ApplyCommand.class,
      DiffCommand.class,
      ExportCommand.class,
      MatchboxCommand.class,
      AssetsCommand.class,
      DeliverCommand.class,
      DemoCommand.class,
      InspectorCommand.class,
      SimCommand.class
    })
public class Main implements Runnable {
  @Spec CommandSpec spec;

  public static void main(String[] args) {
    // It samples every buffer, which a packet is too short for; -D… on the command line still wins.
    System.getProperties().putIfAbsent("io.netty.leakDetection.level", "disabled");
    System.exit(commandLine().execute(args));
  }

  /** A command that fails says why in one line; a stack trace helps nobody in front of a rack. */
  static CommandLine commandLine() {
    return OperatorCommands.addTo(new CommandLine(new Main()))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(
            (failure, command, parsed) -> {
              command.getErr().println("ironwake: " + StartFailure.explain(failure));
              return CommandLine.ExitCode.SOFTWARE;
            });
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "name a command: serve, machines, machine, set, approve, apply, diff, export,"
            + " import-matchbox, assets, deliver, inspector, demo or sim; --help tells all");
  }
}
