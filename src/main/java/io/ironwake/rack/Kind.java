package io.ironwake.rack;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ironwake.access.SecretView;
import io.ironwake.address.OptionView;
import io.ironwake.address.ReservationView;
import io.ironwake.address.SubnetView;
import io.ironwake.boot.GroupView;
import io.ironwake.cluster.ClusterView;
import io.ironwake.hardware.ExpectedView;
import io.ironwake.profile.ProfileView;
import io.ironwake.rack.RackFile.DeclaredMachine;
import io.ironwake.rack.RackFile.DeclaredSubnet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * A kind of thing that can be declared, as a document ({@code kind: Machine}) or in a section
 * ({@code machines:}). A new kind is one constant in {@link #ALL} and one {@link DeclaredKind}.
 *
 * @param name as documents name it
 * @param section as the sectioned form names it
 * @param type the record Jackson reads, whose components are the valid keys
 * @param reader makes a value of a document without its {@code kind}
 * @param key what tells two of the kind apart; empty for a kind of which there is one
 */
record Kind<T>(
    String name,
    String section,
    Class<?> type,
    Reader<T> reader,
    Function<T, Optional<String>> key) {
  /** DHCP options for every subnet; one for the whole server. */
  static final Kind<Options> OPTIONS =
      new Kind<>(
          "DhcpOptions", "options", Options.class, plain(Options.class), all -> Optional.of("all"));

  /** Variables of all machines; one for the whole server. */
  static final Kind<Layer> VARIABLES =
      new Kind<>(
          "Variables", "variables", Layer.class, plain(Layer.class), all -> Optional.of("all"));

  static final Kind<DeclaredSubnet> SUBNET =
      new Kind<>("Subnet", "subnets", SubnetView.class, Kind::subnet, item -> item.subnet().name());

  static final Kind<ProfileView> PROFILE =
      new Kind<>(
          "Profile", "profiles", ProfileView.class, plain(ProfileView.class), ProfileView::name);

  static final Kind<GroupView> GROUP =
      new Kind<>("Group", "groups", GroupView.class, plain(GroupView.class), GroupView::name);

  static final Kind<DeclaredMachine> MACHINE =
      new Kind<>(
          "Machine",
          "machines",
          DeclaredMachine.class,
          plain(DeclaredMachine.class),
          DeclaredMachine::name);

  static final Kind<SecretView> SECRET =
      new Kind<>("Secret", "secrets", SecretView.class, plain(SecretView.class), SecretView::name);

  static final Kind<ClusterView> CLUSTER =
      new Kind<>(
          "Cluster", "clusters", ClusterView.class, plain(ClusterView.class), ClusterView::name);

  static final Kind<ExpectedView> EXPECTED_HARDWARE =
      new Kind<>(
          "ExpectedHardware",
          "expected-hardware",
          ExpectedView.class,
          plain(ExpectedView.class),
          ExpectedView::name);

  /** In the order in which they are applied: each may name what comes before it. */
  static final List<Kind<?>> ALL =
      List.of(
          OPTIONS, VARIABLES, SECRET, SUBNET, PROFILE, GROUP, CLUSTER, MACHINE, EXPECTED_HARDWARE);

  /** Reads one. */
  interface Reader<T> {
    T read(YamlTree tree, JsonNode node, String pointer);
  }

  /**
   * DHCP options by code.
   *
   * @param options what clients of every subnet are sent
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Options(@JsonSetter(nulls = Nulls.FAIL) Optional<Map<Integer, OptionView>> options) {}

  /**
   * Variables by name.
   *
   * @param variables for templates, weaker than all others
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  record Layer(@JsonSetter(nulls = Nulls.FAIL) Optional<Map<String, Object>> variables) {}

  static Optional<Kind<?>> named(String name) {
    return ALL.stream().filter(each -> each.name.equals(name)).findFirst();
  }

  static Optional<Kind<?>> ofSection(String section) {
    return ALL.stream().filter(each -> each.section.equals(section)).findFirst();
  }

  /** Keys that only answers of the API have: who writes them in a document is not told off. */
  List<String> answersOnly() {
    if (equals(CLUSTER)) {
      return List.of("version", "formed");
    }
    return equals(PROFILE) ? List.of("profile-version") : List.of("version");
  }

  /** Keys beside those of {@link #type} that hold lists, with what they hold. */
  Map<String, Class<?>> lists() {
    return equals(SUBNET) ? Map.of("reservations", ReservationView.class) : Map.of();
  }

  /** True for a kind of which there is one, whose section is no list. */
  boolean isSingle() {
    return equals(OPTIONS) || equals(VARIABLES);
  }

  /** As sentences name it. */
  String word() {
    if (equals(OPTIONS)) {
      return "DHCP options for";
    }
    if (equals(EXPECTED_HARDWARE)) {
      return "expected hardware";
    }
    return isSingle() ? section + " for" : name.toLowerCase(java.util.Locale.ROOT);
  }

  private static <T> Reader<T> plain(Class<T> type) {
    return (tree, node, pointer) -> ItemReader.read(tree, node, pointer, type);
  }

  private static DeclaredSubnet subnet(YamlTree tree, JsonNode node, String pointer) {
    List<ReservationView> reservations = new ArrayList<>();
    JsonNode bare = node.deepCopy();
    if (bare instanceof ObjectNode object
        && object.remove("reservations") instanceof JsonNode list
        && !list.isNull()) {
      ItemReader.requireList(tree, list, pointer, "reservations");
      for (int i = 0; i < list.size(); i++) {
        reservations.add(
            ItemReader.read(
                tree, list.get(i), pointer + "/reservations/" + i, ReservationView.class));
      }
    }
    return new DeclaredSubnet(
        ItemReader.read(tree, bare, pointer, SubnetView.class), List.copyOf(reservations));
  }
}
