package io.ironwake.sim;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Flatcar started from the network to RAM: Ignition, and the unit in it that runs flatcar-install.
 */
final class FlatcarInstaller implements Guest {
  private static final String WGET = "Wget/1.21.3";
  private static final String IMAGE = "flatcar_production_image.bin.bz2";
  private static final Duration BEFORE_REBOOT = Duration.ofSeconds(3);

  private final Board board;
  private final KernelArguments line;

  FlatcarInstaller(Board board, KernelArguments line) {
    this.board = board;
    this.line = line;
  }

  @Override
  public Optional<String> run() {
    board.log().reached(Step.INSTALLER, "Flatcar started from the network");
    String first = line.value("flatcar.first_boot").orElse("0");
    if (first.equals("0")) {
      throw new MachineStopped("Flatcar runs no Ignition: flatcar.first_boot is not set");
    }
    URI url =
        URI.create(
            line.value("ignition.config.url")
                .orElseThrow(() -> new MachineStopped("no ignition.config.url")));
    IgnitionDocument document = IgnitionDocument.fetch(board, url);
    board.log().reached(Step.CONFIG, "Ignition read " + ShownUrl.lastSegment(url.getPath()));
    return FlatcarInstall.find(document.scripts()).isPresent()
        ? install(document)
        : Optional.of("Flatcar from RAM");
  }

  private Optional<String> install(IgnitionDocument document) {
    FlatcarInstall command = FlatcarInstall.find(document.scripts()).orElseThrow();
    report(document, "progress");
    URI second =
        document
            .otherConfig()
            .orElseThrow(() -> new MachineStopped("the installer's config names no second one"));
    String installed = IgnitionDocument.fetch(board, second).text();
    board.log().reached(Step.CONFIG, "fetched " + ShownUrl.lastSegment(second.getPath()));
    board.disk().put(new DiskContent.Flatcar("", true, false));
    board.log().reached(Step.FORMAT, "writing to " + command.device());
    download(command.file(IMAGE));
    board.disk().install(new DiskContent.Flatcar(installed, true, true));
    board.log().reached(Step.WRITTEN, "installed Flatcar to " + command.device());
    report(document, "installed");
    board.power().pause(BEFORE_REBOOT);
    return Optional.empty();
  }

  /** The requests of flatcar-install with -b and -V, in its order. */
  private void download(URI image) {
    URI signature = URI.create(image + ".sig");
    board.require("the image", () -> board.web().head(image, WGET));
    board.require("the image's signature", () -> board.web().head(signature, WGET));
    board.require("the image's signature", () -> board.web().drain(signature, WGET));
    Web.Reply reply = board.require("the image", () -> board.web().drain(image, WGET));
    board.log().reached(Step.IMAGE, "downloaded the image, " + reply.length() + " bytes");
  }

  private void report(IgnitionDocument document, String kind) {
    ReportUrls.find(document.scripts(), kind).ifPresent(uri -> board.report(uri, "curl/7.88.1"));
  }
}
