package io.ironwake.sim;

/** k3OS installed on the disk: it runs its run_cmd lines on every boot. */
final class K3osSystem {
  private static final String AGENT = "curl/7.79.1";

  private final Board board;

  K3osSystem(Board board) {
    this.board = board;
  }

  /** Starts and gives its name. */
  String start(DiskContent.K3os disk) {
    if (disk.config().isEmpty()) {
      throw new MachineStopped(
          disk.boots()
              ? "k3OS was installed without its configuration: no keys, no report"
              : "k3OS found an unfinished K3OS_STATE on the disk and started it: no configuration,"
                  + " no report");
    }
    board.log().reached(Step.RUNNING, "k3OS runs from the disk");
    String commands = String.join("\n", K3osConfigFile.parse(disk.config()).runCommands());
    ShellText.reportUrl(commands, "booted")
        .ifPresent(uri -> board.report(uri, () -> board.web().get(uri, AGENT)));
    return "k3OS";
  }
}
