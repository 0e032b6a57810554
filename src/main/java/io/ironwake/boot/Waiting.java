package io.ironwake.boot;

import io.ironwake.address.BootRules;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState;
import io.ironwake.machine.Machines;
import io.ironwake.net.BootHints;
import io.ironwake.net.Ipv4;
import io.ironwake.net.LocalBoot;
import io.ironwake.net.MacAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What is said to a loader of which nobody knows yet whose boot it is: those that can are told to
 * wait, and for the others the name is not there. One that tells the MAC of an installed machine,
 * or has waited long enough, is sent to its disk, which hands nothing out.
 */
@ApplicationScoped
class Waiting {
  static final String NO_LINK =
      "file names here begin with the boot link that DHCP gave; this one has none";

  private final BootSites sites;
  private final Machines machines;
  private final int holdSeconds;
  private final HoldLimit limit;

  Waiting(
      BootSites sites,
      Machines machines,
      @ConfigProperty(name = "ironwake.hold-every", defaultValue = "PT5S") Duration holdEvery,
      @ConfigProperty(name = "ironwake.hold-limit", defaultValue = "PT12H") Duration holdLimit) {
    this.sites = sites;
    this.machines = machines;
    this.holdSeconds = (int) Math.max(1, holdEvery.toSeconds());
    this.limit = new HoldLimit(holdLimit);
  }

  /**
   * For a name without a nonce from an address where there is not exactly one.
   *
   * @param told the MAC in the name
   * @param nonces how many there are
   */
  FileAnswer nobody(Ipv4 client, BootName name, Optional<MacAddress> told, int nonces) {
    boolean known = told.flatMap(machines.snapshot()::byMac).isPresent();
    if (sites.ofClient(client).unknown() == BootRules.Unknown.IGNORE && !known) {
      return new FileAnswer.NotFound(NO_LINK);
    }
    String why =
        nonces == 0
            ? "no boot of this address is known here; it asks again, or reboot it"
            : "several machines booted at this address lately; it asks again";
    return switch (name) {
      case BootName.GrubStub _ -> text(GrubScript.entrance());
      case BootName.GrubScript script -> grub(client, script, why, GrubScript.ENTRANCE);
      case BootName.Pxelinux config -> pxelinux(client, config, why);
      default -> new FileAnswer.NotFound(NO_LINK);
    };
  }

  /**
   * For a name that tells another MAC than the nonce's, or for a GRUB that tells none. It may have
   * the stub of the machine that was at its address before, so it goes on as one without a nonce.
   */
  FileAnswer another(Ipv4 client, String nonce, BootName name) {
    return switch (name) {
      case BootName.GrubScript script when script.named().isPresent() ->
          grub(
              client,
              script,
              "another machine booted at this address lately; it asks again",
              GrubScript.ENTRANCE);
      case BootName.GrubScript script ->
          grub(
              client,
              script,
              "GRUB does not tell its MAC; reboot, or use another loader",
              "/" + nonce);
      default -> new FileAnswer.NotFound("this name is another machine's");
    };
  }

  private FileAnswer grub(Ipv4 client, BootName.GrubScript script, String why, String folder) {
    Optional<Machine> machine = script.named().flatMap(machines.snapshot()::byMac);
    int seconds = ScriptFormat.GRUB.seconds(holdSeconds);
    return toDisk(client, ScriptFormat.GRUB, machine, script.round())
        .orElseGet(() -> text(GrubScript.hold(why, folder, script.round(), seconds)));
  }

  private FileAnswer pxelinux(Ipv4 client, BootName.Pxelinux config, String why) {
    MacAddress mac = config.owner();
    Optional<Machine> machine = machines.snapshot().byMac(mac);
    int seconds = ScriptFormat.PXELINUX.seconds(holdSeconds);
    return toDisk(client, ScriptFormat.PXELINUX, machine, config.round())
        .orElseGet(
            () ->
                text(PxelinuxConfig.hold(why, Entrance.folder(mac), mac, config.round(), seconds)));
  }

  private Optional<FileAnswer> toDisk(
      Ipv4 client, ScriptFormat format, Optional<Machine> machine, int round) {
    LocalBoot way = sites.ofClient(client).localBoot(machine, BootHints.NONE);
    if (machine.filter(Waiting::isDone).isPresent()) {
      return Optional.of(text(format.localBoot("nothing is to be installed here", way)));
    }
    return limit.isReached(round, format.seconds(holdSeconds))
        ? Optional.of(text(format.localBoot("it has waited long enough", way)))
        : Optional.empty();
  }

  private static boolean isDone(Machine machine) {
    return machine.live().isEmpty()
        && (machine.state() instanceof MachineState.Installed
            || machine.state() instanceof MachineState.Failed);
  }

  private static FileAnswer text(String script) {
    return new FileAnswer.Bytes(script.getBytes(StandardCharsets.UTF_8));
  }
}
