package io.ironwake.config;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The machine config: what {@code talosctl gen config} wrote for all, with disk, name, kernel
 * arguments and the report of this machine.
 */
@Pure
final class TalosConfig {
  static final List<String> KEYS = List.of("machine-config", "more-documents", "report-image");

  private static final String PATH = "config.machine-config";
  private static final List<String> TYPES = List.of("controlplane", "worker");
  private static final Pattern IMAGE = Pattern.compile("[a-z0-9][A-Za-z0-9._:/@-]{0,254}");

  private final InstallFacts facts;
  private final Fields config;
  private final Placeholders placeholders;

  private TalosConfig(InstallFacts facts, Fields config) {
    this.facts = facts;
    this.config = config;
    this.placeholders = Placeholders.of(facts);
  }

  static FrozenText write(InstallFacts facts, Fields config) {
    return new TalosConfig(facts, config).write();
  }

  private FrozenText write() {
    Map<?, ?> given = config.values("machine-config");
    if (!"v1alpha1".equals(given.get("version"))
        || !given.containsKey("machine")
        || !given.containsKey("cluster")) {
      throw new ConfigException(
          PATH,
          "must be the content of controlplane.yaml or worker.yaml of talosctl gen config: version"
              + " v1alpha1, machine and cluster");
    }
    Map<String, Object> root = placeholders.map(PATH, given);
    root.put("machine", machine(section(given, "machine", PATH + ".machine")));
    FrozenText.Builder text = new FrozenText.Builder().append(YamlTree.write("", root));
    more().forEach(text::append);
    return text.build();
  }

  private List<FrozenText> more() {
    List<FrozenText> documents = new ArrayList<>();
    for (Fields each : config.openRecords("more-documents")) {
      if (each.keys().contains("kind") && "HostnameConfig".equals(each.line("kind").orElse(""))) {
        throw new ConfigException(
            each.at("kind"), "the machine's name is its host name; remove it");
      }
      documents.add(YamlTree.write("---\n", placeholders.map(each.path(), each.all())));
    }
    return documents;
  }

  private Map<String, Object> machine(Map<?, ?> given) {
    if (!TYPES.contains(String.valueOf(given.get("type")))) {
      throw new ConfigException(PATH + ".machine.type", "must be controlplane or worker");
    }
    Map<String, Object> machine = placeholders.map(PATH + ".machine", given);
    machine.put("install", install(section(given, "install", PATH + ".machine.install")));
    Map<String, Object> network =
        placeholders.map(
            PATH + ".machine.network", section(given, "network", PATH + ".machine.network"));
    network.put("hostname", HostName.of(facts));
    machine.put("network", network);
    List<Object> pods = list(machine, "pods");
    pods.add(report());
    machine.put("pods", pods);
    return machine;
  }

  private Map<String, Object> install(Map<?, ?> given) {
    if (given.containsKey("diskSelector")) {
      throw new ConfigException(
          PATH + ".machine.install.diskSelector",
          "would choose a disk; set the machine's disk instead");
    }
    Map<String, Object> install = placeholders.map(PATH + ".machine.install", given);
    install.put("disk", TargetDisk.nameOrLink(facts));
    List<Object> arguments = new ArrayList<>(facts.arguments().words());
    arguments.addAll(list(install, "extraKernelArgs"));
    if (!arguments.isEmpty()) {
      install.put("extraKernelArgs", arguments);
    }
    return install;
  }

  private static Map<?, ?> section(Map<?, ?> map, String key, String path) {
    Object value = map.get(key);
    if (value == null) {
      return Map.of();
    }
    if (value instanceof Map<?, ?> section) {
      return section;
    }
    throw new ConfigException(path, "must be a map");
  }

  private static List<Object> list(Map<String, Object> map, String key) {
    Object value = map.getOrDefault(key, List.of());
    if (value instanceof List<?> list) {
      return new ArrayList<>(list);
    }
    throw new ConfigException(PATH + ".machine", key + " must be a list");
  }

  /** Talos has no shell and calls nobody back; a pod of its kubelet does. */
  private Map<String, Object> report() {
    String image = config.line("report-image").orElse("docker.io/library/busybox:1.37");
    if (!IMAGE.matcher(image).matches()) {
      throw new ConfigException(
          config.at("report-image"),
          "must be an image with a wget, such as docker.io/busybox:1.37");
    }
    Map<String, Object> container = new LinkedHashMap<>();
    container.put("name", "report");
    container.put("image", image);
    container.put(
        "command",
        List.of("wget", "-q", "-O", "/dev/null", FrozenText.of("", Slot.REPORT_BASE, "/booted")));
    return pod(container);
  }

  private static Map<String, Object> pod(Map<String, Object> container) {
    Map<String, Object> spec = new LinkedHashMap<>();
    spec.put("hostNetwork", true);
    spec.put("restartPolicy", "OnFailure");
    spec.put("containers", List.of(container));
    Map<String, Object> about = new LinkedHashMap<>();
    about.put("name", "ironwake-booted");
    about.put("namespace", "kube-system");
    Map<String, Object> pod = new LinkedHashMap<>();
    pod.put("apiVersion", "v1");
    pod.put("kind", "Pod");
    pod.put("metadata", about);
    pod.put("spec", spec);
    return pod;
  }
}
