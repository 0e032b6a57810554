package io.ironwake;

import io.ironwake.net.Ipv4;
import io.ironwake.sim.Progress;
import io.ironwake.sim.SimSettings;
import io.ironwake.udp.HostInterface;
import io.ironwake.udp.Interfaces;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ironwake demo}: the service on loopback and a rack of simulated machines that install. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Show the whole life of eight simulated machines. Needs no privilege and touches only"
            + " loopback.")
public class DemoCommand implements Callable<Integer> {
  private static final Ipv4 LOCALHOST = Ipv4.parse("127.0.0.1");
  private static final double TIME_FACTOR = 0.3;
  private static final int MAX_BOOTS = 50;
  private static final Duration STOP = Duration.ofSeconds(30);

  @Spec CommandSpec spec;

  @Option(
      names = "--once",
      description = "Exit when all machines are up; the status is not 0 when one is not.")
  boolean once;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      defaultValue = "ironwake-data/demo",
      description =
          "Folder for the demo's database and stand-in assets (default: ${DEFAULT-VALUE}).")
  Path data;

  @Option(names = "--details", description = "Show every packet step.")
  boolean details;

  @Override
  public Integer call() throws InterruptedException {
    try {
      return show() ? 0 : 1;
    } catch (IOException | StartRefused failed) {
      spec.commandLine().getErr().println("ironwake: " + failed.getMessage());
      return 1;
    }
  }

  private boolean show() throws IOException, InterruptedException {
    Progress progress = new Progress(spec.commandLine().getOut(), details, System::nanoTime);
    Path folder = data.toAbsolutePath().normalize();
    DemoPorts ports = DemoPorts.choose();
    ports.notes().forEach(progress::line);
    progress.line(
        "Starting Ironwake on loopback; its log goes to " + folder.resolve("ironwake.log"));
    new DemoAssets(folder.resolve("pxe-assets")).write();
    DemoService service = DemoService.start(folder, loopback(), ports);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> awaitEnd(service), "demo-end"));
    try {
      return play(service, progress, ports, folder);
    } finally {
      service.stop();
    }
  }

  private boolean play(DemoService service, Progress progress, DemoPorts ports, Path folder)
      throws IOException, InterruptedException {
    URI page = URI.create("http://127.0.0.1:" + ports.http() + "/");
    Path token = folder.resolve("admin-token");
    SimSettings settings =
        new SimSettings(LOCALHOST, ports.dhcp(), ports.tftp(), LOCALHOST, TIME_FACTOR, MAX_BOOTS);
    try (DemoOperator operator = new DemoOperator(page, token)) {
      DemoStory story = new DemoStory(service, operator, progress, settings);
      story.prepare();
      progress.line("Watch the machines at " + page + " (sign in with the token in " + token + ")");
      boolean up = story.play();
      if (!once) {
        progress.line("The page stays at " + page + " until Ctrl-C.");
        service.await();
      }
      return up;
    }
  }

  private static String loopback() {
    return Interfaces.list().stream()
        .filter(each -> each.loopback() && each.up())
        .map(HostInterface::name)
        .findFirst()
        .orElseThrow(() -> new StartRefused("there is no loopback interface that is up"));
  }

  /** Ctrl-C: the machine ends only after the service's thread has closed the database. */
  private static void awaitEnd(DemoService service) {
    try {
      service.endsWithin(STOP);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
