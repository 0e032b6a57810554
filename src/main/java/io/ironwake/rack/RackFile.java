package io.ironwake.rack;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import io.ironwake.address.OptionView;
import io.ironwake.address.ReservationView;
import io.ironwake.address.SubnetView;
import io.ironwake.boot.GroupView;
import io.ironwake.net.NearestKey;
import io.ironwake.problem.Problem;
import io.ironwake.profile.ProfileView;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A declared rack: DHCP options for all, subnets with their reservations, profiles, groups,
 * machines; each item knows its line.
 */
record RackFile(
    Optional<Item<Map<Integer, OptionView>>> options,
    Optional<Item<Map<String, Object>>> variables,
    List<Item<DeclaredSubnet>> subnets,
    List<Item<ProfileView>> profiles,
    List<Item<GroupView>> groups,
    List<Item<DeclaredMachine>> machines) {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();
  private static final Set<String> SECTIONS =
      Set.of("options", "variables", "subnets", "profiles", "groups", "machines");

  /**
   * One declared thing.
   *
   * @param place {@code file:line:column}
   * @param blocks documents of another kind written inside it
   */
  record Item<T>(String place, T value, List<BlockText> blocks) {
    Item(String place, T value) {
      this(place, value, List.of());
    }

    /** A message about it, with its places in this file. */
    String located(String message) {
      String located = message;
      for (BlockText block : blocks) {
        located = block.located(located);
      }
      return place + ": " + located;
    }
  }

  record DeclaredSubnet(SubnetView subnet, List<ReservationView> reservations) {}

  /**
   * A machine as the file declares it; what is absent is left as it is.
   *
   * @param approved acts once, on a machine that was never installed
   */
  record DeclaredMachine(
      Optional<String> name,
      @JsonSetter(contentNulls = Nulls.FAIL) Optional<List<String>> macs,
      Optional<String> profile,
      @JsonSetter(contentNulls = Nulls.FAIL) Optional<List<String>> arguments,
      Optional<String> disk,
      @JsonSetter(contentNulls = Nulls.FAIL) Optional<Map<String, String>> labels,
      Optional<String> live,
      @JsonProperty("live-once") Optional<Boolean> liveOnce,
      Optional<String> loader,
      @JsonProperty("local-boot") Optional<String> localBoot,
      Optional<Map<String, Object>> variables,
      Optional<Boolean> approved) {}

  /**
   * Reads a file.
   *
   * @throws Problem INVALID with file, line, column, what was expected, and the nearest valid key
   */
  static RackFile read(Path path) {
    try {
      return parse(path.toString(), Files.readString(path));
    } catch (NoSuchFileException e) {
      throw Problem.invalid("the declared file " + path + " does not exist; check --config");
    } catch (CharacterCodingException e) {
      throw Problem.invalid(
          "the declared file " + path + " is not UTF-8; save it in that encoding");
    } catch (IOException e) {
      throw Problem.invalid("the declared file " + path + " cannot be read: " + e.getMessage());
    }
  }

  static RackFile parse(String file, String text) {
    YamlTree tree = YamlTree.parse(file, text);
    if (!(tree.root() instanceof ObjectNode root)) {
      throw Problem.invalid(
          tree.place("") + ": expected the keys options, variables, subnets, profiles, groups and machines");
    }
    root.fieldNames().forEachRemaining(key -> checkSection(tree, key));
    return new RackFile(
        options(tree, root),
        variables(tree, root),
        section(tree, root, "subnets", RackFile::subnet),
        section(tree, root, "profiles", (node, at) -> read(tree, node, at, ProfileView.class)),
        section(tree, root, "groups", (node, at) -> read(tree, node, at, GroupView.class)),
        section(tree, root, "machines", (node, at) -> read(tree, node, at, DeclaredMachine.class)));
  }

  private static Optional<Item<Map<Integer, OptionView>>> options(YamlTree tree, ObjectNode root) {
    String pointer = "/options";
    return Optional.ofNullable(root.get("options"))
        .filter(node -> !node.isNull())
        .map(
            node ->
                new Item<>(
                    tree.place(pointer), read(tree, node, pointer, DeclaredOptionMap.class).all()));
  }

  private static Optional<Item<Map<String, Object>>> variables(YamlTree tree, ObjectNode root) {
    String pointer = "/variables";
    return Optional.ofNullable(root.get("variables"))
        .filter(node -> !node.isNull())
        .map(
            node ->
                new Item<>(
                    tree.place(pointer),
                    read(tree, node, pointer, DeclaredVariables.class).all()));
  }

  /** Variables by name. */
  record DeclaredVariables(Map<String, Object> all) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    DeclaredVariables {}
  }

  /** DHCP options by code. */
  record DeclaredOptionMap(Map<Integer, OptionView> all) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    DeclaredOptionMap {}
  }

  private static void checkSection(YamlTree tree, String key) {
    if (!SECTIONS.contains(key)) {
      throw Problem.invalid(
          tree.place("/" + key)
              + ": '"
              + key
              + "' is not a section; use options, variables, subnets, profiles, groups or machines");
    }
  }

  private interface Reader<T> {
    T read(JsonNode node, String pointer);
  }

  private interface TreeReader<T> {
    T read(YamlTree tree, JsonNode node, String pointer);
  }

  private static <T> List<Item<T>> section(
      YamlTree tree, ObjectNode root, String name, TreeReader<T> reader) {
    return section(tree, root, name, (node, pointer) -> reader.read(tree, node, pointer));
  }

  private static <T> List<Item<T>> section(
      YamlTree tree, ObjectNode root, String name, Reader<T> reader) {
    JsonNode list = root.path(name);
    if (list.isMissingNode() || list.isNull()) {
      return List.of();
    }
    requireList(tree, list, "", name);
    List<Item<T>> items = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      String pointer = "/" + name + "/" + i;
      items.add(
          new Item<>(
              tree.place(pointer), reader.read(list.get(i), pointer), blocks(tree, pointer)));
    }
    return List.copyOf(items);
  }

  private static void requireList(YamlTree tree, JsonNode list, String pointer, String name) {
    if (!list.isArray()) {
      throw Problem.invalid(
          tree.place(pointer + "/" + name)
              + ": "
              + name
              + " is a list; begin each entry with '- '");
    }
  }

  private static List<BlockText> blocks(YamlTree tree, String pointer) {
    return Stream.of("butane", "ignition")
        .flatMap(key -> tree.block("config." + key, pointer + "/config/" + key).stream())
        .toList();
  }

  private static DeclaredSubnet subnet(YamlTree tree, JsonNode node, String pointer) {
    List<ReservationView> reservations = new ArrayList<>();
    JsonNode plain = node.deepCopy();
    if (plain instanceof ObjectNode object
        && object.remove("reservations") instanceof JsonNode list
        && !list.isNull()) {
      requireList(tree, list, pointer, "reservations");
      for (int i = 0; i < list.size(); i++) {
        reservations.add(
            read(tree, list.get(i), pointer + "/reservations/" + i, ReservationView.class));
      }
    }
    return new DeclaredSubnet(
        read(tree, plain, pointer, SubnetView.class), List.copyOf(reservations));
  }

  private static <T> T read(YamlTree tree, JsonNode node, String pointer, Class<T> type) {
    if (node.isNull()) {
      throw Problem.invalid(
          tree.place(pointer) + ": this entry is empty; fill it, or remove its '-'");
    }
    try {
      return JSON.treeToValue(node, type);
    } catch (UnrecognizedPropertyException e) {
      throw Problem.invalid(
          tree.place(pointer + path(e))
              + ": unknown key '"
              + e.getPropertyName()
              + "'; did you mean '"
              + nearest(e)
              + "'?");
    } catch (JsonMappingException e) {
      throw Problem.invalid(tree.place(pointer + path(e)) + ": " + key(e) + expected(e));
    } catch (JsonProcessingException e) {
      throw Problem.invalid(tree.place(pointer) + ": " + e.getOriginalMessage());
    }
  }

  private static String path(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    e.getPath()
        .forEach(
            step ->
                path.append('/')
                    .append(
                        step.getFieldName() == null
                            ? String.valueOf(step.getIndex())
                            : step.getFieldName()));
    return path.toString();
  }

  private static String key(JsonMappingException e) {
    String path = path(e);
    return path.isEmpty() ? "" : path.substring(1).replace('/', '.') + ": ";
  }

  private static String expected(JsonMappingException e) {
    if (e instanceof InvalidNullException) {
      return "it is empty (null); give it a value, or leave it out";
    }
    String message = e.getOriginalMessage();
    if (message.contains("ArrayList") || message.contains("java.util.List")) {
      return "a list was expected, such as [a, b]";
    }
    if (message.contains("boolean") || message.contains("Boolean")) {
      return "true or false was expected";
    }
    if (message.contains("java.lang.String")) {
      return "text was expected; put it in double quotes";
    }
    if (message.contains("Long") || message.contains("Integer") || message.contains("long")) {
      return "a whole number was expected";
    }
    return "a value of another type was expected";
  }

  private static String nearest(UnrecognizedPropertyException e) {
    List<String> known = e.getKnownPropertyIds().stream().map(String::valueOf).toList();
    return NearestKey.of(e.getPropertyName(), known).orElse("none");
  }
}
