package io.ironwake.packaging;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Reads manifests as the Kubernetes API with strict field validation does: a kind or property it
 * does not know is an error, not a surprise in the cluster.
 */
final class StrictManifests {
  private static final String MODEL = "io.fabric8.kubernetes.api.model";

  private final KubernetesSerialization serialization = new KubernetesSerialization();
  private final List<String> unknown = new ArrayList<>();

  private StrictManifests() {}

  /**
   * The manifests of a multi-document YAML text.
   *
   * @throws AssertionError naming each unknown property by its path
   */
  static List<HasMetadata> read(String yaml) {
    StrictManifests manifests = new StrictManifests();
    List<HasMetadata> read =
        Stream.of(yaml.split("(?m)^---.*$"))
            .filter(
                document ->
                    document.lines().anyMatch(line -> !line.isBlank() && !line.startsWith("#")))
            .map(manifests::one)
            .toList();
    if (!manifests.unknown.isEmpty()) {
      throw new AssertionError("unknown to Kubernetes: " + manifests.unknown);
    }
    return read;
  }

  private HasMetadata one(String document) {
    HasMetadata manifest = serialization.unmarshal(document);
    if (manifest instanceof GenericKubernetesResource) {
      unknown.add(manifest.getApiVersion() + "/" + manifest.getKind());
    } else {
      collect(manifest, manifest.getKind());
    }
    return manifest;
  }

  private void collect(Object node, String path) {
    switch (node) {
      case Collection<?> items -> {
        int index = 0;
        for (Object item : items) {
          collect(item, path + "[" + index++ + "]");
        }
      }
      case Map<?, ?> map -> map.forEach((key, value) -> collect(value, path + "." + key));
      case null -> {}
      case Enum<?> constant -> {}
      case Object model when model.getClass().getName().startsWith(MODEL) ->
          properties(model, path);
      default -> {}
    }
  }

  private void properties(Object model, String path) {
    for (Method method : model.getClass().getMethods()) {
      if (method.getParameterCount() != 0 || !method.getName().startsWith("get")) {
        continue;
      }
      Object value = call(method, model);
      if (method.getName().equals("getAdditionalProperties")) {
        ((Map<?, ?>) value).keySet().forEach(key -> unknown.add(path + "." + key));
      } else {
        collect(value, path + "." + method.getName().substring(3));
      }
    }
  }

  private static Object call(Method getter, Object model) {
    try {
      return getter.invoke(model);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(getter + " of the Kubernetes model", e);
    }
  }
}
