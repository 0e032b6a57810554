package io.ironwake.sim;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Flatcar started from the network to RAM: Ignition, and the unit in it that runs flatcar-install.
 */
final class FlatcarInstaller implements Guest {
  private static final String CURL = "curl/7.88.1";
  private static final String WGET = "Wget/1.21.3";
  private static final String IMAGE = "flatcar_production_image.bin.bz2";
  private static final Pattern VERSION = Pattern.compile("(?m)^FLATCAR_VERSION=(\\S+)$");
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
    IgnitionDocument document = new IgnitionStages(board).run(url);
    Optional<FlatcarInstall> command = FlatcarInstall.find(document.scripts());
    return command.isPresent() ? install(document, command.get()) : Optional.of("Flatcar from RAM");
  }

  private IgnitionDocument fetch(URI uri) {
    String name = ShownUrl.lastSegment(uri.getPath());
    Web.Reply reply = board.require(name, () -> board.web().get(uri, CURL));
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
    String installed = fetch(second).text();
    report(document, "progress", "writing to " + command.device());
    download(document, command);
    board.disk().install(new DiskContent.Flatcar(installed, true, true));
    board.log().reached(Step.WRITTEN, "installed Flatcar to " + command.device());
  }

  /** The requests of flatcar-install with -b, in its order: wget --spider, then the files. */
  private void download(IgnitionDocument document, FlatcarInstall command) {
    URI image = command.file(command.version().orElseGet(() -> currentVersion(command)), IMAGE);
    URI signature = URI.create(image + ".sig");
    Web.Reply announced = board.require("the image", () -> board.web().head(image, WGET));
    board.require("the image's signature", () -> board.web().head(signature, WGET));
    ImageSignature check = new ImageSignature(key(document, command));
    board.require(
        "the image's signature", () -> board.web().download(signature, WGET, check.signature()));
    board.disk().put(new DiskContent.Flatcar("", true, false));
    board.log().reached(Step.FORMAT, "writing to " + command.device());
    Web.Reply reply =
        board.require("the image", () -> board.web().download(image, WGET, check.image()));
    if (announced.length() >= 0 && reply.length() != announced.length() || !check.isGood()) {
      board.disk().put(new DiskContent.Empty());
      throw new MachineStopped("the image is not the one that was signed; the disk is wiped");
    }
    board.log().reached(Step.IMAGE, "downloaded the image, " + reply.length() + " bytes");
  }

  private static Optional<String> key(IgnitionDocument document, FlatcarInstall command) {
    return command
        .key()
        .map(
            path ->
                Optional.ofNullable(document.files().get(path))
                    .orElseThrow(() -> new MachineStopped("Ignition writes no key " + path)));
  }

  private String currentVersion(FlatcarInstall command) {
    String text =
        board.require("version.txt", () -> board.web().get(command.currentVersion(), WGET)).text();
    return VERSION
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .findFirst()
        .orElseThrow(() -> new MachineStopped("version.txt names no FLATCAR_VERSION"));
  }

  private void report(IgnitionDocument document, String kind, String body) {
    ShellText.reportUrl(document.scripts(), kind)
        .ifPresent(uri -> board.report(uri, () -> board.web().post(uri, CURL, body)));
  }
}
