package io.ironwake.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * config.yaml as k3OS's strict reader takes it: one value of the wrong type and the whole file is
 * ignored, without a word.
 *
 * @param runCommands run_cmd, the shell lines of every boot
 */
record K3osConfigFile(List<String> runCommands) {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());
  private static final Set<String> LISTS =
      Set.of("ssh_authorized_keys", "run_cmd", "boot_cmd", "init_cmd", "write_files");

  /**
   * @throws MachineStopped when k3OS would ignore the file, or it is empty
   */
  static K3osConfigFile parse(String text) {
    JsonNode root = read(text);
    if (!root.isObject()) {
      throw new MachineStopped("config.yaml is empty or no map, so k3OS runs without keys");
    }
    requireText("hostname", root.path("hostname"));
    LISTS.forEach(key -> root.path(key).forEach(item -> requireText(key, item)));
    requireText("k3os.token", root.path("k3os").path("token"));
    requireText("k3os.password", root.path("k3os").path("password"));
    requireText("k3os.server_url", root.path("k3os").path("server_url"));
    List<String> commands = new ArrayList<>();
    root.path("run_cmd").forEach(command -> commands.add(command.asText()));
    return new K3osConfigFile(List.copyOf(commands));
  }

  private static JsonNode read(String text) {
    try {
      return YAML.readTree(text);
    } catch (JsonProcessingException malformed) {
      throw new MachineStopped(
          "config.yaml is not YAML, so k3OS ignores it: " + malformed.getOriginalMessage());
    }
  }

  private static void requireText(String key, JsonNode value) {
    if (value.isObject()) {
      value
          .properties()
          .forEach(entry -> requireText(key + "." + entry.getKey(), entry.getValue()));
    } else if (!value.isMissingNode() && !value.isTextual()) {
      throw new MachineStopped(
          "config.yaml: " + key + " is no string, so k3OS ignores the whole file");
    }
  }
}
