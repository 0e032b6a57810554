package io.ironwake.config;

import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import io.ironwake.profile.KernelArgs;
import io.ironwake.profile.Profile;

/**
 * What an approval knows.
 *
 * @param machineName becomes the host name
 * @param mac the interface it network-boots from
 * @param profile what to install
 * @param machineArguments laid over the profile's by key
 * @param disk the target disk; may be empty only for a profile whose effect is LIVE
 * @param retry true for a reinstall or a retry, which overwrites what an earlier install left on
 *     the disk
 */
@Pure
public record InstallFacts(
    String machineName,
    MacAddress mac,
    Profile profile,
    KernelArgs machineArguments,
    String disk,
    boolean retry) {
  /** Profile and machine arguments as they go onto the line. */
  KernelArgs arguments() {
    return profile.arguments().overriddenBy(machineArguments);
  }
}
