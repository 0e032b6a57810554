package io.ironwake.sim;

import java.net.URI;

/** Flatcar installed on the disk: it reports until its first report was answered. */
final class FlatcarSystem {
  private static final URI ON_DISK = URI.create("oem:///config.ign");
  private static final String AGENT = "curl/7.88.1";

  private final Board board;

  FlatcarSystem(Board board) {
    this.board = board;
  }

  /** Starts and gives its name. */
  String start(DiskContent.Flatcar disk) {
    board.log().reached(Step.RUNNING, "Flatcar runs from the disk");
    if (disk.firstBoot()) {
      IgnitionDocument document = IgnitionDocument.of(ON_DISK, disk.ignition());
      new IgnitionStages(board).files(document);
      ShellText.reportUrl(document.scripts(), "booted")
          .ifPresent(uri -> board.report(uri, () -> board.web().post(uri, AGENT, "")));
      board.disk().put(new DiskContent.Flatcar(disk.ignition(), false, true));
    }
    return "Flatcar";
  }
}
