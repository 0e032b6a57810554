package io.ironwake.sim;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The command {@code sim}: a rack of simulated machines against a server that runs. Exit status 0
 * when all come up.
 */
@Command(
    name = "sim",
    mixinStandardHelpOptions = true,
    showDefaultValues = true,
    description =
        "Boots simulated machines from a running server, over real packets. They act as their own"
            + " DHCP relay, so no privilege is needed.")
public final class SimCommand implements Callable<Integer> {
  @Option(
      names = "--server",
      paramLabel = "ADDRESS",
      converter = Converters.ToIpv4.class,
      defaultValue = "127.0.0.1",
      description = "The DHCP server.")
  private Ipv4 server;

  @Option(
      names = "--dhcp-port",
      paramLabel = "PORT",
      defaultValue = "67",
      description = "Its DHCP port.")
  private int dhcpPort;

  @Option(
      names = "--tftp-port",
      paramLabel = "PORT",
      defaultValue = "69",
      description = "The TFTP port at the address that DHCP names.")
  private int tftpPort;

  @Option(
      names = "--giaddr",
      paramLabel = "ADDRESS",
      converter = Converters.ToIpv4.class,
      defaultValue = "127.0.0.1",
      description = "The relay address: one this host owns, in a subnet the server knows.")
  private Ipv4 giaddr;

  @Option(
      names = "--machines",
      paramLabel = "N",
      defaultValue = "1",
      description = "How many machines.")
  private int machines;

  @Option(
      names = "--first-mac",
      paramLabel = "MAC",
      converter = Converters.ToMac.class,
      defaultValue = "02:00:00:00:00:01",
      description = "The first machine's MAC; the others count up from it.")
  private MacAddress firstMac;

  @Option(
      names = "--time-factor",
      paramLabel = "FACTOR",
      defaultValue = "0.2",
      description = "How long firmware and scripts wait; 1 is real time.")
  private double timeFactor;

  @Option(
      names = "--boots",
      paramLabel = "N",
      defaultValue = "20",
      description = "Network boots before a machine gives up.")
  private int boots;

  @Option(
      names = "--patience",
      paramLabel = "SECONDS",
      defaultValue = "600",
      description = "After this time machines that are not up are switched off.")
  private int patience;

  @Option(
      names = "--loss",
      paramLabel = "PERCENT",
      defaultValue = "0",
      description = "UDP packets lost, each way.")
  private int loss;

  @Option(
      names = "--duplicates",
      paramLabel = "PERCENT",
      defaultValue = "0",
      description = "UDP packets sent twice.")
  private int duplicates;

  @Option(
      names = "--power-off-after",
      paramLabel = "STEP",
      converter = Converters.ToStep.class,
      description = "Cuts every machine's power after that step, such as kernel or config.")
  private Optional<Step> powerOffAfter;

  @Option(names = "--details", description = "Shows every packet step.")
  private boolean details;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Progress progress = new Progress(out, details, System::nanoTime);
    SimSettings settings = new SimSettings(server, dhcpPort, tftpPort, giaddr, timeFactor, boots);
    Faults faults = new Faults(loss, duplicates, powerOffAfter, Faults.ScriptAccess.HONEST, 1);
    List<MachineSpec> specs = Rack.specs(machines, firstMac, n -> "sim-" + n);
    try (Rack rack = new Rack(specs, settings, progress)) {
      rack.powerOn(faults);
      List<LifeResult> results = rack.await(Duration.ofSeconds(patience));
      ResultTable.lines(results).forEach(progress::line);
      return results.stream().allMatch(LifeResult::isUp) ? 0 : 1;
    }
  }
}
