package io.ironwake.boot;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironwake.boot.Preview.Finding;
import io.ironwake.config.Document;
import io.ironwake.config.RenderedInstall;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState;
import io.ironwake.profile.Profile;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** Looks at what would be served for what an operator should know before approving. */
final class PreviewLint {
  /** Characters; 2047 are refused. */
  private static final int LONG_LINE = 1_700;

  private static final ObjectMapper JSON = new ObjectMapper();

  private PreviewLint() {}

  /** What the machine's own state says. */
  static List<Finding> of(Machine machine) {
    List<Finding> findings = new ArrayList<>();
    if (machine.locked()) {
      findings.add(Finding.error("the machine is locked; unlock it first"));
    }
    switch (machine.state()) {
      case MachineState.Approved approved -> findings.add(frozen());
      case MachineState.Installing installing -> findings.add(frozen());
      case MachineState.Installed installed ->
          findings.add(Finding.warning("the machine is INSTALLED: an install would wipe it"));
      default -> {}
    }
    return findings;
  }

  private static Finding frozen() {
    return Finding.warning(
        "an install is approved and serves what was frozen then, not what is shown here");
  }

  /** What the texts themselves say. */
  static List<Finding> of(Profile profile, RenderedInstall rendered) {
    List<Finding> findings = new ArrayList<>();
    if (rendered.line().length() > LONG_LINE) {
      findings.add(
          Finding.warning(
              "the kernel line has "
                  + rendered.line().length()
                  + " characters; kernels read no more than 2047"));
    }
    rendered.documents().forEach(document -> findings.addAll(of(document)));
    if (profile.config().isEmpty()) {
      findings.add(Finding.warning("the profile's config is empty"));
    }
    return findings;
  }

  private static List<Finding> of(Document document) {
    List<Finding> findings = new ArrayList<>();
    if (document.text().contains("{{")) {
      findings.add(
          Finding.warning(
              document.name()
                  + " holds '{{'; if that is to be a template, write it as template: and format:"));
    }
    broken(document)
        .map(why -> Finding.warning(document.name() + " " + why))
        .ifPresent(findings::add);
    return findings;
  }

  private static Optional<String> broken(Document document) {
    if (document.contentType().contains("json")) {
      return brokenJson(document.text());
    }
    boolean yaml =
        document.contentType().contains("yaml")
            || document.name().endsWith(".yaml")
            || document.name().endsWith(".yml");
    return yaml ? brokenYaml(document.text()) : Optional.empty();
  }

  private static Optional<String> brokenJson(String text) {
    try {
      JSON.readTree(text);
      return Optional.empty();
    } catch (JsonProcessingException e) {
      return Optional.of("is not JSON from line " + e.getLocation().getLineNr() + " on");
    }
  }

  private static Optional<String> brokenYaml(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Math.max(1, text.length()));
    try {
      new Yaml(options).parse(new java.io.StringReader(text)).forEach(event -> {});
      return Optional.empty();
    } catch (MarkedYAMLException e) {
      return Optional.of("is not YAML from line " + (e.getProblemMark().getLine() + 1) + " on");
    } catch (YAMLException e) {
      return Optional.of("is not YAML");
    }
  }
}
