package io.ironwake.config;

import io.ironwake.profile.GlobalVariables;
import io.ironwake.profile.MergedVariables;
import io.ironwake.profile.Profile;
import io.ironwake.profile.ProfileCheck;
import io.ironwake.profile.VariableLayer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Asks the writer of a profile's operating system. */
@ApplicationScoped
class WriterCheck implements ProfileCheck {
  private final GlobalVariables global;

  WriterCheck(GlobalVariables global) {
    this.global = global;
  }

  @Override
  public void check(Profile profile) {
    profile
        .guard()
        .ifPresent(guard -> InstallWriter.requireCheckable("profile", profile.os(), guard.disk()));
    Map<String, Object> variables =
        MergedVariables.of(
                List.of(
                    new VariableLayer("global", global.current()),
                    new VariableLayer("profile", profile.variables())))
            .values();
    TemplatedInstall.check(profile, variables);
  }
}
