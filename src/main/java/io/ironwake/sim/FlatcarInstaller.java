package io.ironwake.sim;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Flatcar started from the network to RAM: Ignition, and the unit in it that runs flatcar-install.
 */
final class FlatcarInstaller implements Guest {
  private static final String IGNITION = "Ignition/2.15.0";
  private static final String CURL = "curl/7.88.1";
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
    if (line.value("flatcar.first_boot").orElse("0").equals("0")) {
      throw new MachineStopped("Flatcar runs no Ignition: flatcar.first_boot is not set");
    }
    URI url =
        line.value("ignition.config.url")
            .map(URI::create)
            .orElseThrow(() -> new MachineStopped("the kernel line lacks ignition.config.url"));
    IgnitionDocument document = fetch(url, IGNITION);
    Optional<FlatcarInstall> command = FlatcarInstall.find(document.scripts());
    return command.isPresent() ? install(document, command.get()) : Optional.of("Flatcar from RAM");
  }

  private IgnitionDocument fetch(URI uri, String agent) {
    String name = ShownUrl.lastSegment(uri.getPath());
    Web.Reply reply = board.require(name, () -> board.web().get(uri, agent));
    IgnitionDocument document = IgnitionDocument.of(uri, reply.text());
    board.log().reached(Step.CONFIG, "fetched " + name + ", " + reply.length() + " bytes");
    return document;
  }

  private Optional<String> install(IgnitionDocument document, FlatcarInstall command) {
    try {
      write(document, command);
    } catch (PowerLost lost) {
      throw lost;
    } catch (MachineStopped failed) {
      report(document, "failed", String.valueOf(failed.getMessage()));
      throw failed;
    }
    report(document, "installed", "");
    board.power().pause(BEFORE_REBOOT);
    return Optional.empty();
  }

  private void write(IgnitionDocument document, FlatcarInstall command) {
    URI second =
        document
            .otherConfig()
            .orElseThrow(() -> new MachineStopped("the installer's config names no second one"));
    String installed = fetch(second, CURL).text();
    report(document, "progress", "writing to " + command.device());
    board.disk().put(new DiskContent.Flatcar("", true, false));
    board.log().reached(Step.FORMAT, "writing to " + command.device());
    download(command.file(IMAGE));
    board.disk().install(new DiskContent.Flatcar(installed, true, true));
    board.log().reached(Step.WRITTEN, "installed Flatcar to " + command.device());
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

  private void report(IgnitionDocument document, String kind, String body) {
    ShellText.reportUrl(document.scripts(), kind)
        .ifPresent(uri -> board.report(uri, () -> board.web().post(uri, CURL, body)));
  }
}
