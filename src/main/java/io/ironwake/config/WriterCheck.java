package io.ironwake.config;

import io.ironwake.profile.Profile;
import io.ironwake.profile.ProfileCheck;
import jakarta.enterprise.context.ApplicationScoped;

/** Asks the writer of a profile's operating system. */
@ApplicationScoped
class WriterCheck implements ProfileCheck {
  @Override
  public void check(Profile profile) {
    profile
        .guard()
        .ifPresent(guard -> InstallWriter.requireCheckable("profile", profile.os(), guard.disk()));
    InstallWriter.of(profile.os()).check(profile);
  }
}
