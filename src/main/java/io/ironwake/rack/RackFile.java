package io.ironwake.rack;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import io.ironwake.address.OptionView;
import io.ironwake.address.ReservationView;
import io.ironwake.address.SubnetView;
import io.ironwake.boot.GroupView;
import io.ironwake.cluster.ClusterView;
import io.ironwake.problem.Problem;
import io.ironwake.profile.GuardView;
import io.ironwake.profile.ProfileView;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A declared rack: DHCP options and variables for all, subnets with their reservations, profiles,
 * groups, machines; each item knows its line.
 */
record RackFile(Map<Kind<?>, List<Item<?>>> items) {

  /**
   * One declared thing.
   *
   * @param place {@code file:line:column}
   * @param blocks documents of another kind written inside it
   */
  record Item<T>(String place, T value, List<BlockText> blocks) {

    /** A message about it, with its places in this file. */
    String located(String message) {
      String located = message;
      for (BlockText block : blocks) {
        located = block.located(located);
      }
      return place + ": " + located;
    }

    /**
     * Does something with it.
     *
     * @throws Problem what that refuses, with the place in this file
     */
    void locating(Consumer<T> action) {
      try {
        action.accept(value);
      } catch (Problem e) {
        throw Problem.of(e.kind(), located(e.detail()), e.extensions());
      } catch (IllegalArgumentException e) {
        throw Problem.invalid(located(String.valueOf(e.getMessage())));
      }
    }
  }

  record DeclaredSubnet(SubnetView subnet, List<ReservationView> reservations) {}

  /**
   * A machine as the file declares it; what is absent is left as it is.
   *
   * @param guard what must be true before its disk is wiped
   * @param approved acts once, on a machine that was never installed
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
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
      Optional<GuardView> guard,
      Optional<Boolean> approved) {}

  RackFile {
    items = Map.copyOf(items);
  }

  /** Those of one kind, in the order of the file. */
  @SuppressWarnings("unchecked")
  <T> List<Item<T>> of(Kind<T> kind) {
    return (List<Item<T>>) (List<?>) items.getOrDefault(kind, List.of());
  }

  Optional<Item<Map<Integer, OptionView>>> options() {
    return of(Kind.OPTIONS).stream()
        .findFirst()
        .map(
            item ->
                new Item<>(item.place(), item.value().options().orElse(Map.of()), item.blocks()));
  }

  Optional<Item<Map<String, Object>>> variables() {
    return of(Kind.VARIABLES).stream()
        .findFirst()
        .map(
            item ->
                new Item<>(item.place(), item.value().variables().orElse(Map.of()), item.blocks()));
  }

  List<Item<DeclaredSubnet>> subnets() {
    return of(Kind.SUBNET);
  }

  List<Item<ProfileView>> profiles() {
    return of(Kind.PROFILE);
  }

  List<Item<GroupView>> groups() {
    return of(Kind.GROUP);
  }

  List<Item<ClusterView>> clusters() {
    return of(Kind.CLUSTER);
  }

  List<Item<DeclaredMachine>> machines() {
    return of(Kind.MACHINE);
  }

  /**
   * Reads a file, or every {@code .yaml}, {@code .yml} and {@code .json} file of a folder and of
   * those below it, by name.
   *
   * @throws Problem INVALID with all that is wrong: file, line, column, what was expected, and the
   *     nearest valid key
   */
  static RackFile read(Path path) {
    RackParser parser = new RackParser();
    for (Path file : files(path)) {
      try {
        parser.add(file.toString(), Files.readString(file));
      } catch (NoSuchFileException e) {
        throw Problem.invalid("the declared file " + path + " does not exist; check --config");
      } catch (CharacterCodingException e) {
        parser.refuse(
            Problem.invalid(
                "the declared file " + file + " is not UTF-8; save it in that encoding"));
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }
    return parser.end();
  }

  private static List<Path> files(Path path) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> files =
          all.filter(each -> Files.isRegularFile(each) && isDeclared(path.relativize(each)))
              .sorted()
              .toList();
      if (files.isEmpty()) {
        throw Problem.invalid("the folder " + path + " holds no .yaml, .yml or .json file");
      }
      return files;
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /** Hidden folders hold what version control and editors keep. */
  private static boolean isDeclared(Path below) {
    boolean hidden = false;
    for (Path step : below) {
      hidden |= step.toString().startsWith(".");
    }
    return !hidden && below.toString().matches(".*\\.(ya?ml|json)");
  }

  private static Problem unreadable(Path path, IOException e) {
    return Problem.invalid("the declared file " + path + " cannot be read: " + e.getMessage());
  }

  /** Reads a text of any number of documents, in YAML or JSON. */
  static RackFile parse(String file, String text) {
    RackParser parser = new RackParser();
    parser.add(file, text);
    return parser.end();
  }
}
