package io.ironwake.config;

import io.ironwake.profile.Profile;
import io.ironwake.profile.SecretFields;
import io.ironwake.profile.Variables;
import io.ironwake.template.TemplateException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Renders the templates of a profile and hands it to its writer, whose checks see what they became.
 */
public final class TemplatedInstall {
  private TemplatedInstall() {}

  /**
   * Freezes an install.
   *
   * @throws ConfigException naming where and what to change; of a template with line and column
   */
  public static FrozenInstall freeze(InstallFacts facts) {
    Profile profile = facts.profile();
    InstallWriter writer = InstallWriter.of(profile.os());
    Map<String, Object> rendered = TemplatedConfig.render(profile.config(), variables(facts));
    return writer.freeze(facts.with(profile.withConfig(rendered)));
  }

  /** The values of all secret fields and variables, which its documents may hold anywhere. */
  public static Set<String> secrets(InstallFacts facts) {
    Set<String> secrets = new HashSet<>(SecretFields.values(facts.profile().config()));
    secrets.addAll(SecretFields.values(facts.variables()));
    facts
        .node()
        .filter(K3sNode.class::isInstance)
        .map(K3sNode.class::cast)
        .map(K3sNode::token)
        .ifPresent(secrets::add);
    return secrets;
  }

  private static Map<String, Object> variables(InstallFacts facts) {
    Map<String, Object> machine = new LinkedHashMap<>();
    machine.put("name", facts.machineName());
    machine.put("mac", facts.mac().toString());
    if (!facts.disk().isEmpty()) {
      machine.put("disk", facts.disk());
    }
    Map<String, Object> all = new LinkedHashMap<>(facts.variables());
    all.put(Variables.MACHINE, machine);
    return all;
  }

  /**
   * Checks what can be checked of a profile before there is a machine: every template parses, and
   * where they need no variable but the profile's own, what they become is sound.
   *
   * @param variables what holds for all machines
   * @throws ConfigException naming where and what to change
   */
  static void check(Profile profile, Map<String, Object> variables) {
    InstallWriter writer = InstallWriter.of(profile.os());
    if (TemplatedConfig.count(profile.config()) == 0) {
      writer.check(profile);
      return;
    }
    try {
      InstallFacts facts = Trial.facts(profile, variables);
      writer.check(profile.withConfig(TemplatedConfig.render(profile.config(), variables(facts))));
    } catch (ConfigException wrong) {
      boolean perMachine =
          wrong.getCause() instanceof TemplateException it && it.isMissingVariable();
      if (!perMachine) {
        throw wrong;
      }
    }
  }
}
