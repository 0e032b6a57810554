package io.ironwake.boot;

import io.ironwake.access.OperatorSecrets;
import io.ironwake.config.ConfigException;
import io.ironwake.machine.InstallContribution;
import io.ironwake.machine.Machine;
import io.ironwake.profile.Profile;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Puts an operator's secret where a profile's config says {@code {secret: NAME}} for a value. */
@ApplicationScoped
class SecretReferences implements InstallContribution {
  private static final String KEY = "secret";

  private final OperatorSecrets secrets;

  SecretReferences(OperatorSecrets secrets) {
    this.secrets = secrets;
  }

  @Override
  public Profile overlay(Machine machine, Profile profile) {
    return profile.withConfig(resolved(profile.config(), secrets::find));
  }

  /**
   * The config with each reference replaced.
   *
   * @throws ConfigException naming the path of one that leads nowhere
   */
  static Map<String, Object> resolved(
      Map<String, Object> config, Function<String, Optional<String>> find) {
    Map<String, Object> resolved = new LinkedHashMap<>();
    config.forEach((key, value) -> resolved.put(key, value("config." + key, value, find)));
    return resolved;
  }

  private static Object value(String path, Object value, Function<String, Optional<String>> find) {
    if (value instanceof Map<?, ?> map) {
      return map.size() == 1 && map.get(KEY) instanceof String name
          ? secret(path, name, find)
          : map(path, map, find);
    }
    if (value instanceof List<?> list) {
      return list.stream().map(each -> value(path + "[]", each, find)).toList();
    }
    return value;
  }

  private static Map<String, Object> map(
      String path, Map<?, ?> map, Function<String, Optional<String>> find) {
    Map<String, Object> resolved = new LinkedHashMap<>();
    map.forEach((key, value) -> resolved.put(key.toString(), value(path + "." + key, value, find)));
    return resolved;
  }

  private static String secret(String path, String name, Function<String, Optional<String>> find) {
    return find.apply(name)
        .orElseThrow(
            () ->
                new ConfigException(
                    path,
                    "names secret '"
                        + name
                        + "', which is not there; PUT it to"
                        + " /api/v1/secrets/"
                        + name));
  }
}
