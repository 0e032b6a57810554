package io.ironwake.machine;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.ironwake.net.LoaderShelf;
import io.ironwake.net.LocalBoot;
import io.ironwake.net.MacAddress;
import io.ironwake.problem.Problem;
import io.ironwake.profile.GuardView;
import io.ironwake.profile.Variables;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A machine as an operator writes it. In a change (JSON merge patch, RFC 7396) what is absent
 * stays, and {@code null} takes away.
 *
 * @param name a DNS label; default the first MAC with dashes
 * @param macs at least one for a new machine; in a change, NICs to add
 * @param profile by name
 * @param arguments kernel arguments that override the profile's by key
 * @param disk the whole disk an install writes to
 * @param live a profile with effect live to boot instead of the disk
 * @param liveOnce forget {@code live} after one boot
 * @param loader what its firmware fetches first, such as {@code shim-grub} or {@code snponly}
 * @param localBoot how it is sent to its disk, such as {@code exit}
 * @param variables its own, for templates
 * @param guard what must be true before its disk is wiped; a change replaces the whole of it
 */
@Schema(name = "MachineBody")
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
record MachineBody(
    @Nullable String name,
    @JsonSetter(contentNulls = Nulls.FAIL) @Nullable List<String> macs,
    @Nullable String profile,
    @JsonSetter(contentNulls = Nulls.FAIL) @Nullable List<String> arguments,
    @Nullable String disk,
    @Nullable Map<String, @Nullable String> labels,
    @Nullable String live,
    @Nullable Boolean liveOnce,
    @Nullable String loader,
    @Nullable String localBoot,
    @Nullable Map<String, @Nullable Object> variables,
    @Nullable GuardView guard) {

  /** The maps of a machine that a change is laid over. */
  record Known(Map<String, String> labels, Map<String, Object> variables) {
    static final Known NOTHING = new Known(Map.of(), Map.of());

    static Known of(Machine machine) {
      return new Known(machine.labels(), machine.variables());
    }
  }

  /**
   * Reads a body twice: typed, so that a wrong type is reported with its line and column, and as a
   * tree, which alone tells {@code null} from absent.
   *
   * @param known what a change is laid over
   */
  static MachineSpec spec(
      String text, ObjectMapper json, ProfileNames profiles, LoaderShelf loaders, Known known)
      throws JsonProcessingException {
    MachineBody body = json.readValue(text.isBlank() ? "{}" : text, MachineBody.class);
    if (body == null) {
      throw Problem.invalid("the body is null; send an object");
    }
    JsonNode tree = json.readTree(text.isBlank() ? "{}" : text);
    return new MachineSpec(
        Optional.ofNullable(body.name),
        Optional.ofNullable(body.macs).map(MachineBody::parse),
        settable(tree, "profile", body.profile, profiles::named),
        tree.has("arguments")
            ? Optional.of(Optional.ofNullable(body.arguments).orElse(List.of()))
            : Optional.empty(),
        settable(tree, "disk", body.disk, disk -> disk),
        tree.has("labels") ? Optional.of(merged(known.labels, body.labels)) : Optional.empty(),
        settable(tree, "live", body.live, profiles::named),
        Optional.ofNullable(body.liveOnce),
        settable(tree, "loader", body.loader, word -> read("loader", () -> loaders.choose(word))),
        settable(
            tree,
            "local-boot",
            body.localBoot,
            word -> read("local-boot", () -> LocalBoot.parse(word))),
        tree.has("variables")
            ? Optional.of(patched(known.variables, body.variables))
            : Optional.empty(),
        tree.has("guard")
            ? Optional.of(Optional.ofNullable(body.guard).map(view -> read("guard", view::toGuard)))
            : Optional.empty());
  }

  private static Map<String, Object> patched(
      Map<String, Object> known, @Nullable Map<String, @Nullable Object> changes) {
    return changes == null ? Map.of() : read("variables", () -> Variables.patched(known, changes));
  }

  private static <T> Optional<Optional<T>> settable(
      JsonNode tree, String key, @Nullable String value, Function<String, T> read) {
    return tree.has(key) ? Optional.of(Optional.ofNullable(value).map(read)) : Optional.empty();
  }

  private static <T> T read(String field, Supplier<T> value) {
    try {
      return value.get();
    } catch (IllegalArgumentException e) {
      throw Problem.of(
          Problem.Kind.INVALID, "field " + field + ": " + e.getMessage(), Map.of("field", field));
    }
  }

  private static List<MacAddress> parse(List<String> macs) {
    return macs.stream().map(MachineBody::mac).toList();
  }

  private static MacAddress mac(String text) {
    return read("macs", () -> MacAddress.parse(text));
  }

  private static Map<String, String> merged(
      Map<String, String> labels, @Nullable Map<String, @Nullable String> changes) {
    Map<String, String> merged = changes == null ? new HashMap<>() : new HashMap<>(labels);
    Optional.ofNullable(changes)
        .orElse(Map.of())
        .forEach(
            (key, value) -> {
              if (value == null) {
                merged.remove(key);
              } else {
                merged.put(key, value);
              }
            });
    return merged;
  }
}
