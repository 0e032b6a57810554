package io.ironwake.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.ironwake.problem.Problem;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Machines as an operator names them. */
final class MachineNames {
  private MachineNames() {}

  /** The path of a machine below the API's root. */
  static String path(String name) {
    if (!name.matches("[A-Za-z0-9._-]{1,63}")) {
      throw Problem.invalid("'" + name + "' is not a machine's name or id");
    }
    return "machines/" + name;
  }

  /** A word as a query holds it. */
  static String query(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  /**
   * Reads machines, each once.
   *
   * @throws Problem for one that does not exist, before anything is done to another
   */
  static Map<String, JsonNode> read(Api api, List<String> names) throws IOException {
    Map<String, JsonNode> machines = new LinkedHashMap<>();
    for (String name : names) {
      machines.put(name, api.get(path(name)));
    }
    return machines;
  }
}
