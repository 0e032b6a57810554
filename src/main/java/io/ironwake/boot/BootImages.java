package io.ironwake.boot;

import io.ironwake.asset.Release;
import io.ironwake.boot.BootDecision.Install;
import io.ironwake.boot.BootDecision.Live;
import io.ironwake.config.FrozenInstall;
import io.ironwake.machine.Machines;
import io.ironwake.net.MacAddress;
import io.ironwake.profile.Profile;
import io.ironwake.profile.Profiles;
import io.ironwake.store.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/**
 * Which kernel and initrds a decision boots, for loaders that must be told before the arguments.
 */
@ApplicationScoped
class BootImages {
  private final Installs installs;
  private final InstallRows rows;
  private final Profiles profiles;
  private final Machines machines;
  private final Freezing freezing;
  private final Transactions transactions;

  BootImages(
      Installs installs,
      InstallRows rows,
      Profiles profiles,
      Machines machines,
      Freezing freezing,
      Transactions transactions) {
    this.installs = installs;
    this.rows = rows;
    this.profiles = profiles;
    this.machines = machines;
    this.freezing = freezing;
    this.transactions = transactions;
  }

  /**
   * Files of one release.
   *
   * @param initrds in load order
   */
  record Images(Release release, String kernel, List<String> initrds) {}

  /**
   * The files, read from the database; empty for decisions that boot no kernel of ours.
   *
   * @throws io.ironwake.problem.Problem UNAVAILABLE while the database is away
   */
  Optional<Images> of(MacAddress mac, BootDecision decision) {
    return switch (decision) {
      case Install install ->
          transactions
              .call(() -> rows.findByIdOptional(install.install()).map(installs::open))
              .map(frozen -> images(frozen.release(), frozen.install()));
      case Live live -> profiles.find(live.profile()).map(profile -> live(mac, profile));
      default -> Optional.empty();
    };
  }

  private Images live(MacAddress mac, Profile profile) {
    return images(
        new Release(profile.os().id(), profile.version(), profile.arch().id()),
        freezing.live(machines.snapshot().byMac(mac), mac, profile));
  }

  private static Images images(Release release, FrozenInstall install) {
    return new Images(release, install.kernel(), install.initrds());
  }
}
