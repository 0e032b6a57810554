package io.ironwake.sim;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * k3OS started from the network: its mode, and its silent installer (k3os
 * overlay/libexec/k3os/mode, install.sh).
 */
final class K3osInstaller implements Guest {
  private static final String AGENT = "curl/7.79.1";
  private static final int DOWNLOADS = 5;
  private static final Duration BETWEEN_DOWNLOADS = Duration.ofSeconds(2);
  private static final Duration BEFORE_REBOOT = Duration.ofSeconds(5);
  private static final List<String> ONCE =
      List.of(
          "k3os.mode",
          "k3os.fallback_mode",
          "hostname",
          "k3os.install.silent",
          "k3os.install.device");

  private final Board board;
  private final KernelArguments line;

  K3osInstaller(Board board, KernelArguments line) {
    this.board = board;
    this.line = line;
  }

  @Override
  public Optional<String> run() {
    board.log().reached(Step.INSTALLER, "k3OS started from the network");
    Optional<String> mode = line.value("k3os.mode");
    if (mode.filter("install"::equals).isPresent()) {
      return install();
    }
    if (mode.isEmpty() && board.disk().content() instanceof DiskContent.K3os onDisk) {
      return Optional.of(new K3osSystem(board).start(onDisk));
    }
    if (mode.isEmpty() && line.value("k3os.fallback_mode").filter("install"::equals).isPresent()) {
      return install();
    }
    throw new MachineStopped("k3OS installs only with mode=install or fallback_mode=install");
  }

  private Optional<String> install() {
    ONCE.forEach(this::requireAtMostOnce);
    if (!line.isOn("k3os.install.silent")) {
      throw new MachineStopped(
          "the k3OS installer asks questions: k3os.install.silent is not 'true'");
    }
    String device = require("k3os.install.device");
    if (!device.matches("/dev/[a-z0-9]+")) {
      throw new MachineStopped("the k3OS installer cannot append a partition number to " + device);
    }
    URI isoUrl = uri("k3os.install.iso_url");
    Web.Reply iso =
        download("the ISO", () -> board.web().drain(isoUrl, AGENT))
            .orElseThrow(
                () -> new MachineStopped("the ISO never came: the k3OS installer mounts nothing"));
    board.log().reached(Step.IMAGE, "downloaded the ISO, " + iso.length() + " bytes");
    board.disk().put(new DiskContent.K3os("", false));
    board.log().reached(Step.FORMAT, "formatted " + device);
    board.disk().install(new DiskContent.K3os(config(), true));
    board.log().reached(Step.WRITTEN, "installed k3OS to " + device);
    board.power().pause(BEFORE_REBOOT);
    return Optional.empty();
  }

  /**
   * What is saved as /k3os/system/config.yaml, verbatim; nothing when it never came, since the
   * installer goes on without it.
   */
  private String config() {
    URI url = uri("k3os.install.config_url");
    Optional<Web.Reply> config = download("config.yaml", () -> board.web().get(url, AGENT));
    config.ifPresent(
        it -> {
          K3osConfigFile.parse(it.text());
          board.log().reached(Step.CONFIG, "fetched config.yaml, " + it.length() + " bytes");
        });
    return config.map(Web.Reply::text).orElse("");
  }

  /**
   * install.sh's get_url: curl -f up to five times, two seconds apart, and on. Silence is waited
   * out for longer, since a server's restart is not sped up with the machine's clock.
   */
  private Optional<Web.Reply> download(String what, Board.Request request) {
    for (int i = 0; i < DOWNLOADS; i++) {
      Web.Reply reply = board.answer(what, request);
      if (reply.isOk()) {
        return Optional.of(reply);
      }
      board.power().pause(BETWEEN_DOWNLOADS);
    }
    return Optional.empty();
  }

  private void requireAtMostOnce(String key) {
    if (line.count(key) > 1) {
      throw new MachineStopped(
          key + " stands twice on the kernel line, so k3OS ignores the whole line");
    }
  }

  private URI uri(String key) {
    return URI.create(require(key));
  }

  private String require(String key) {
    return line.value(key).orElseThrow(() -> new MachineStopped("the kernel line lacks " + key));
  }
}
