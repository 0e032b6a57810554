package io.ironwake.matchbox;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A Matchbox directory, and what Matchbox answers from it.
 *
 * @param groups in any order
 * @param profiles by file name without its ending
 * @param texts by path, such as {@code ignition/node.yaml}
 */
record MatchboxRack(
    List<MatchboxGroup> groups,
    Map<String, MatchboxProfile> profiles,
    Map<String, MatchboxText> texts) {
  static final MatchboxRack EMPTY = new MatchboxRack(List.of(), Map.of(), Map.of());

  private static final String BOOTSTRAP =
      "#!ipxe\n"
          + "chain ipxe?uuid=${uuid}&mac=${mac:hexhyp}&domain=${domain}&hostname=${hostname}"
          + "&serial=${serial}&arch=${buildarch:uristring}\n";
  private static final String PLAIN = "text/plain; charset=utf-8";
  private static final String JSON = "application/json";

  MatchboxRack {
    groups = groups.stream().sorted(MatchboxGroup.ORDER).toList();
    profiles = Map.copyOf(profiles);
    texts = Map.copyOf(texts);
  }

  /** What is asked for. */
  enum Endpoint {
    BOOT_IPXE("boot.ipxe"),
    BOOT_IPXE_0("boot.ipxe.0"),
    IPXE("ipxe"),
    GRUB("grub"),
    IGNITION("ignition"),
    CLOUD("cloud"),
    GENERIC("generic"),
    METADATA("metadata");

    private final String path;

    Endpoint(String path) {
      this.path = path;
    }

    String path() {
      return path;
    }

    /** True for what is the same for everybody. */
    boolean isStatic() {
      return this == BOOT_IPXE || this == BOOT_IPXE_0;
    }

    static Optional<Endpoint> of(String path) {
      return List.of(values()).stream().filter(each -> each.path.equals(path)).findFirst();
    }
  }

  /**
   * An answer.
   *
   * @param type its media type
   */
  record Answer(String type, String text) {}

  /**
   * The answer; empty where Matchbox says 404: no group matches, the profile names no such file, or
   * a template lacks a key.
   */
  Optional<Answer> answer(Endpoint endpoint, Labels labels) {
    if (endpoint.isStatic()) {
      return Optional.of(new Answer(PLAIN, BOOTSTRAP));
    }
    return group(labels).flatMap(group -> answer(endpoint, group, labels));
  }

  /** The group that selects these labels. */
  Optional<MatchboxGroup> group(Labels labels) {
    return groups.stream().filter(each -> each.selects(labels)).findFirst();
  }

  private Optional<Answer> answer(Endpoint endpoint, MatchboxGroup group, Labels labels) {
    Optional<MatchboxProfile> profile = group.profile().map(profiles::get);
    return switch (endpoint) {
      case IPXE -> profile.map(each -> new Answer(PLAIN, each.ipxe()));
      case GRUB -> profile.map(each -> new Answer(PLAIN, each.grub()));
      case IGNITION ->
          text("ignition", profile.flatMap(MatchboxProfile::ignitionId), group, labels, JSON);
      case CLOUD -> text("cloud", profile.flatMap(MatchboxProfile::cloudId), group, labels, PLAIN);
      case GENERIC ->
          text("generic", profile.flatMap(MatchboxProfile::genericId), group, labels, PLAIN);
      case METADATA -> Optional.of(new Answer(PLAIN, lines("", group.data(labels))));
      case BOOT_IPXE, BOOT_IPXE_0 -> Optional.of(new Answer(PLAIN, BOOTSTRAP));
    };
  }

  private Optional<Answer> text(
      String folder, Optional<String> name, MatchboxGroup group, Labels labels, String type) {
    return name.map(each -> texts.get(folder + "/" + each))
        .flatMap(text -> rendered(text, group.data(labels)))
        .map(text -> new Answer(type, text));
  }

  /** Templates that do not render for a client that sends its group's selectors and no more. */
  List<String> notes() {
    return groups.stream().flatMap(group -> notes(group).stream()).toList();
  }

  private List<String> notes(MatchboxGroup group) {
    Labels labels = new Labels(group.selectors(), "");
    List<String> notes = new ArrayList<>();
    MatchboxProfile profile = profiles.get(group.profile().orElse(""));
    if (profile != null) {
      note(group, "ignition", profile.ignitionId(), labels, notes);
      note(group, "cloud", profile.cloudId(), labels, notes);
      note(group, "generic", profile.genericId(), labels, notes);
    }
    return notes;
  }

  private void note(
      MatchboxGroup group,
      String folder,
      Optional<String> name,
      Labels labels,
      List<String> notes) {
    String path = folder + "/" + name.orElse("");
    try {
      Optional.ofNullable(texts.get(path)).ifPresent(text -> text.render(group.data(labels)));
    } catch (TemplateException lacking) {
      notes.add("group " + group.id().orElse("") + ": " + lacking.located(path));
    }
  }

  private static Optional<String> rendered(MatchboxText text, Map<String, Object> data) {
    try {
      return Optional.of(text.render(data));
    } catch (TemplateException lacking) {
      return Optional.empty();
    }
  }

  /** {@code KEY=value} lines; lists are left out, as Matchbox leaves them out. */
  private static String lines(String prefix, Map<?, ?> data) {
    StringBuilder lines = new StringBuilder();
    new TreeMap<>(data)
        .forEach(
            (key, value) -> {
              String name = prefix + key;
              if (value instanceof Map<?, ?> inner) {
                lines.append(lines(name + "_", inner));
              } else if (value instanceof String
                  || value instanceof Boolean
                  || value instanceof Double) {
                lines
                    .append(name.toUpperCase(Locale.ROOT))
                    .append('=')
                    .append(GoValues.said(value))
                    .append('\n');
              }
            });
    return lines.toString();
  }
}
