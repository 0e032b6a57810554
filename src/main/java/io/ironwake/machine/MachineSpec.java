package io.ironwake.machine;

import io.ironwake.net.LoaderChoice;
import io.ironwake.net.LocalBoot;
import io.ironwake.net.MacAddress;
import io.ironwake.problem.Problem;
import io.ironwake.profile.Variables;
import io.ironwake.profile.WipeGuard;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an operator may say of a machine. In a change, an absent part stays as it is.
 *
 * @param name a DNS label, which is also the host name
 * @param macs at least one for a new machine
 * @param profile an empty inner value takes the profile away
 * @param loader what its firmware fetches first, whatever is usual; an empty inner value: as usual
 * @param localBoot how it is sent to its disk; an empty inner value: as usual
 * @param variables its own, for templates, all of them
 * @param guard what must be true before its disk is wiped; an empty inner value takes it away
 */
public record MachineSpec(
    Optional<String> name,
    Optional<List<MacAddress>> macs,
    Optional<Optional<UUID>> profile,
    Optional<List<String>> arguments,
    Optional<Optional<String>> disk,
    Optional<Map<String, String>> labels,
    Optional<Optional<UUID>> live,
    Optional<Boolean> liveOnce,
    Optional<Optional<LoaderChoice>> loader,
    Optional<Optional<LocalBoot>> localBoot,
    Optional<Map<String, Object>> variables,
    Optional<Optional<WipeGuard>> guard) {
  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
  private static final Pattern LABEL_KEY =
      Pattern.compile("[A-Za-z0-9]([A-Za-z0-9._/-]{0,126}[A-Za-z0-9])?");

  public MachineSpec {
    name.ifPresent(MachineSpec::checkName);
    macs.ifPresent(all -> all.forEach(MachineSpec::checkMac));
    labels.ifPresent(all -> all.keySet().forEach(MachineSpec::checkLabel));
    disk.flatMap(inner -> inner).ifPresent(MachineSpec::checkDisk);
    variables = variables.map(MachineSpec::checked);
  }

  private static Map<String, Object> checked(Map<String, Object> variables) {
    try {
      return Variables.copyOf(variables);
    } catch (IllegalArgumentException e) {
      throw Problem.invalid(String.valueOf(e.getMessage()));
    }
  }

  /** A spec that says nothing of a guard. */
  public MachineSpec(
      Optional<String> name,
      Optional<List<MacAddress>> macs,
      Optional<Optional<UUID>> profile,
      Optional<List<String>> arguments,
      Optional<Optional<String>> disk,
      Optional<Map<String, String>> labels,
      Optional<Optional<UUID>> live,
      Optional<Boolean> liveOnce,
      Optional<Optional<LoaderChoice>> loader,
      Optional<Optional<LocalBoot>> localBoot,
      Optional<Map<String, Object>> variables) {
    this(
        name,
        macs,
        profile,
        arguments,
        disk,
        labels,
        live,
        liveOnce,
        loader,
        localBoot,
        variables,
        Optional.empty());
  }

  /** A spec that says nothing of variables. */
  public MachineSpec(
      Optional<String> name,
      Optional<List<MacAddress>> macs,
      Optional<Optional<UUID>> profile,
      Optional<List<String>> arguments,
      Optional<Optional<String>> disk,
      Optional<Map<String, String>> labels,
      Optional<Optional<UUID>> live,
      Optional<Boolean> liveOnce,
      Optional<Optional<LoaderChoice>> loader,
      Optional<Optional<LocalBoot>> localBoot) {
    this(
        name,
        macs,
        profile,
        arguments,
        disk,
        labels,
        live,
        liveOnce,
        loader,
        localBoot,
        Optional.empty());
  }

  /** A spec that says nothing of the way it boots. */
  public MachineSpec(
      Optional<String> name,
      Optional<List<MacAddress>> macs,
      Optional<Optional<UUID>> profile,
      Optional<List<String>> arguments,
      Optional<Optional<String>> disk,
      Optional<Map<String, String>> labels,
      Optional<Optional<UUID>> live,
      Optional<Boolean> liveOnce) {
    this(
        name,
        macs,
        profile,
        arguments,
        disk,
        labels,
        live,
        liveOnce,
        Optional.empty(),
        Optional.empty());
  }

  private static void checkName(String name) {
    if (!DNS_LABEL.matcher(name).matches()) {
      throw Problem.invalid(
          "name '"
              + name
              + "' is not a DNS label; use 1 to 63 of a-z, 0-9 and '-', with a letter or digit at both ends");
    }
  }

  private static void checkMac(MacAddress mac) {
    if (mac.isMulticast() || mac.isZero()) {
      throw Problem.invalid(
          "MAC "
              + mac
              + (mac.isZero() ? " is all zero" : " is a multicast address")
              + "; give the address printed on the NIC");
    }
  }

  /**
   * Checks a label's key, on a machine or where machines are selected.
   *
   * @throws Problem INVALID naming the fix
   */
  public static void checkLabel(String key) {
    if (!LABEL_KEY.matcher(key).matches()) {
      throw Problem.invalid(
          "label '"
              + key
              + "' is not a label key; use letters, digits, '.', '_', '/', '-', at most 128");
    }
  }

  private static void checkDisk(String disk) {
    if (!disk.matches("/dev/[A-Za-z0-9/._:+-]{1,240}")) {
      throw Problem.invalid(
          "disk '" + disk + "' is not a device path; write it as /dev/sda or /dev/nvme0n1");
    }
  }

  /** The parts it speaks of, by their names in the API. */
  public List<String> said() {
    return Stream.of(
            name.map(any -> "name"),
            macs.map(any -> "macs"),
            profile.map(any -> "profile"),
            arguments.map(any -> "arguments"),
            disk.map(any -> "disk"),
            labels.map(any -> "labels"),
            live.map(any -> "live"),
            liveOnce.map(any -> "live-once"),
            loader.map(any -> "loader"),
            localBoot.map(any -> "local-boot"),
            variables.map(any -> "variables"),
            guard.map(any -> "guard"))
        .flatMap(Optional::stream)
        .toList();
  }
}
