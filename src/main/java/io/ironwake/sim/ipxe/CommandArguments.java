package io.ironwake.sim.ipxe;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A command's options and operands. Options stand before the first operand; what follows it is
 * passed on as it is, since a kernel argument may begin with dashes.
 */
@Pure
record CommandArguments(String command, Map<String, String> options, List<String> operands) {
  private static final Set<String> WITH_VALUE =
      Set.of("--name", "-n", "--timeout", "-t", "--drive", "-d", "--filename", "-f");

  static CommandArguments of(List<String> words) {
    Map<String, String> options = new HashMap<>();
    List<String> rest = new ArrayList<>(words.subList(1, words.size()));
    boolean verbatim = words.getFirst().equals("echo");
    while (!verbatim && !rest.isEmpty() && rest.getFirst().startsWith("-")) {
      String option = rest.removeFirst();
      boolean valued = WITH_VALUE.contains(option) && !rest.isEmpty();
      options.put(option, valued ? rest.removeFirst() : "");
    }
    return new CommandArguments(words.getFirst(), Map.copyOf(options), List.copyOf(rest));
  }

  boolean has(String name, String shortName) {
    return options.containsKey(name) || options.containsKey(shortName);
  }

  Optional<String> value(String name, String shortName) {
    return Optional.ofNullable(options.getOrDefault(name, options.get(shortName)));
  }

  /**
   * The operand at that place, from 0 on.
   *
   * @throws IpxeException when the command has fewer
   */
  String operand(int at) {
    if (at >= operands.size()) {
      throw new IpxeException("'" + command + "' lacks an operand");
    }
    return operands.get(at);
  }
}
