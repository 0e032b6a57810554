package io.ironwake.boot;

import io.ironwake.address.BootRules;
import io.ironwake.machine.Machines;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What is said to a loader of which nobody knows yet whose boot it is: those that can are told to
 * wait, and for the others the name is not there.
 */
@ApplicationScoped
class Waiting {
  static final String NO_LINK =
      "file names here begin with the boot link that DHCP gave; this one has none";

  private static final int SECONDS = 5;

  private final BootSites sites;
  private final Machines machines;

  Waiting(BootSites sites, Machines machines) {
    this.sites = sites;
    this.machines = machines;
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
      case BootName.GrubScript script -> grub(script, why, GrubScript.ENTRANCE);
      case BootName.Pxelinux config -> pxelinux(config, why);
      default -> new FileAnswer.NotFound(NO_LINK);
    };
  }

  /**
   * For a name that tells another MAC than the nonce's, or for a GRUB that tells none. It may have
   * the stub of the machine that was at its address before, so it goes on as one without a nonce.
   */
  FileAnswer another(String nonce, BootName name) {
    return switch (name) {
      case BootName.GrubScript script when script.named().isPresent() ->
          grub(
              script,
              "another machine booted at this address lately; it asks again",
              GrubScript.ENTRANCE);
      case BootName.GrubScript script ->
          grub(script, "GRUB does not tell its MAC; reboot, or use another loader", "/" + nonce);
      default -> new FileAnswer.NotFound("this name is another machine's");
    };
  }

  private static FileAnswer grub(BootName.GrubScript script, String why, String folder) {
    return text(GrubScript.hold(why, folder, script.round(), SECONDS));
  }

  private static FileAnswer pxelinux(BootName.Pxelinux config, String why) {
    return text(
        PxelinuxConfig.hold(
            why,
            Entrance.folder(config.owner()),
            config.owner(),
            config.round(),
            PxelinuxConfig.SHORTEST_WAIT));
  }

  private static FileAnswer text(String script) {
    return new FileAnswer.Bytes(script.getBytes(StandardCharsets.UTF_8));
  }
}
