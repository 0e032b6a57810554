package io.ironwake.profile;

import io.ironwake.net.Pure;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What to boot or install, without anything that belongs to one machine.
 *
 * @param name how operators refer to it: lower-case letters, digits, dot and dash, at most 63
 * @param os which writer understands {@code config}
 * @param version the release, as its asset folder is named
 * @param arch the processor its assets are built for
 * @param arguments for the kernel that is network-booted
 * @param config plain values as read from YAML or JSON; the keys are the writer's (see {@code
 *     io.ironwake.config})
 * @param completion which report ends an install
 * @param effect whether the disk is written
 * @param variables for templates; weaker than a group's and a machine's
 * @param guard what must be true before the disk is wiped
 */
@Pure
public record Profile(
    String name,
    OsFamily os,
    String version,
    Arch arch,
    KernelArgs arguments,
    Map<String, Object> config,
    Completion completion,
    Effect effect,
    Map<String, Object> variables,
    Optional<WipeGuard> guard) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.-]{0,62}");
  private static final Pattern VERSION = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._+-]{0,63}");

  /**
   * @throws IllegalArgumentException naming the field and the fix
   */
  public Profile {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "'"
              + name
              + "' is not a profile name; use at most 63 lower-case letters, digits, dots and"
              + " dashes");
    }
    if (!VERSION.matcher(version).matches()) {
      throw new IllegalArgumentException(
          "version '"
              + version
              + "' of profile "
              + name
              + " cannot name a folder; use letters, digits, '.', '_', '+' and '-'");
    }
    if (!os.completesBy(completion)) {
      throw new IllegalArgumentException(
          "profile "
              + name
              + " must complete by first-boot: the "
              + os.title()
              + " installer cannot report before it reboots");
    }
    config = PlainValues.copyOf("config", config);
    // Profiles that were stored before there were variables have none.
    variables = variables == null ? Map.of() : Variables.copyOf(variables);
  }

  /** A profile without variables and guard. */
  public Profile(
      String name,
      OsFamily os,
      String version,
      Arch arch,
      KernelArgs arguments,
      Map<String, Object> config,
      Completion completion,
      Effect effect) {
    this(
        name, os, version, arch, arguments, config, completion, effect, Map.of(), Optional.empty());
  }

  /** The same with another config. */
  public Profile withConfig(Map<String, Object> other) {
    return new Profile(
        name, os, version, arch, arguments, other, completion, effect, variables, guard);
  }

  /** The folder of this profile's assets below the asset root: {@code os/version/arch}. */
  public String assetFolder() {
    return os.id() + "/" + version + "/" + arch.id();
  }

  /** This profile as it may be shown: see {@link SecretFields#mask}. */
  public Profile masked() {
    return new Profile(
        name,
        os,
        version,
        arch,
        arguments.masked(),
        SecretFields.mask(config),
        completion,
        effect,
        SecretFields.mask(variables),
        guard);
  }

  /**
   * This profile with what {@code known} holds where only a secret's mask stands.
   *
   * @throws IllegalArgumentException naming a mask that stands for nothing
   */
  public Profile revealed(Optional<Profile> known) {
    return new Profile(
        name,
        os,
        version,
        arch,
        new KernelArgs(
            MaskedSecrets.fill(
                "arguments",
                arguments.words(),
                known.map(Profile::arguments).orElse(KernelArgs.none()))),
        MaskedSecrets.fill("config", config, known.map(Profile::config).orElse(Map.of())),
        completion,
        effect,
        MaskedSecrets.fill("variables", variables, known.map(Profile::variables).orElse(Map.of())),
        guard);
  }

  /** Without arguments and config, which may hold secrets. */
  @Override
  public String toString() {
    return name + " (" + assetFolder() + ")";
  }
}
