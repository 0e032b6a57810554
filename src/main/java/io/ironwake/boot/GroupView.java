package io.ironwake.boot;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.ironwake.address.OptionView;
import io.ironwake.machine.MachineSpec;
import io.ironwake.machine.ProfileNames;
import io.ironwake.net.BootHints;
import io.ironwake.net.LoaderChoice;
import io.ironwake.net.LoaderShelf;
import io.ironwake.net.LocalBoot;
import io.ironwake.problem.Problem;
import io.ironwake.profile.MaskedSecrets;
import io.ironwake.profile.SecretFields;
import io.ironwake.profile.Selector;
import io.ironwake.profile.Variables;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A group as operators write and read it, in REST and in the declared file; a change replaces the
 * whole group.
 *
 * @param name lower-case letters, digits, dots and dashes
 * @param selector labels its machines must carry, all with these values
 * @param loader what their firmware fetches first, such as {@code shim-grub}
 * @param localBoot how they are sent to their disks, such as {@code exit}
 * @param options DHCP options by code
 * @param profile by name, for those of its machines that name none themselves
 * @param variables for templates; secrets are masked in answers
 * @param version in answers only
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record GroupView(
    Optional<String> name,
    Optional<Map<String, @Nullable String>> selector,
    Optional<String> loader,
    Optional<String> localBoot,
    Optional<Map<Integer, OptionView>> options,
    Optional<String> profile,
    Optional<Map<String, Object>> variables,
    Optional<Long> version) {

  /** The view of a stored group. */
  public static GroupView of(Groups.Stored stored, ProfileNames profiles) {
    return of(stored, profiles::nameOf);
  }

  /**
   * The view of a stored group.
   *
   * @param profiles finds a profile's name by its id
   */
  public static GroupView of(Groups.Stored stored, Function<UUID, Optional<String>> profiles) {
    Group group = stored.group();
    return view(
        group, SecretFields.mask(group.variables()), profiles, Optional.of(stored.version()));
  }

  /** A group with its secrets, for comparing only: it must not be shown. */
  public static GroupView unmasked(Group group, Function<UUID, Optional<String>> profiles) {
    return view(group, group.variables(), profiles, Optional.empty());
  }

  private static GroupView view(
      Group group,
      Map<String, Object> variables,
      Function<UUID, Optional<String>> profiles,
      Optional<Long> version) {
    return new GroupView(
        Optional.of(group.name()),
        Optional.of(group.selector().labels()),
        group.boot().loader().map(LoaderChoice::text),
        group.boot().localBoot().map(LocalBoot::word),
        Optional.of(OptionView.of(group.options())),
        group.profile().flatMap(profiles),
        Optional.of(variables),
        version);
  }

  /**
   * The same with what is known where only a secret's mask stands.
   *
   * @param known the variables the group has
   * @throws IllegalArgumentException naming a mask that stands for nothing
   */
  public GroupView revealed(Map<String, Object> known) {
    return new GroupView(
        name,
        selector,
        loader,
        localBoot,
        options,
        profile,
        variables.map(all -> MaskedSecrets.fill("variables", all, known)),
        version);
  }

  /**
   * The group it describes.
   *
   * @param profiles finds a profile's id by its name
   * @throws Problem of kind INVALID that names the key at fault
   */
  public Group toGroup(LoaderShelf loaders, Function<String, UUID> profiles) {
    String named = name.orElseThrow(() -> Problem.invalid("a group needs a name, such as storage"));
    try {
      return new Group(
          named,
          new Selector(labels()),
          new BootHints(loader.map(loaders::choose), localBoot.map(LocalBoot::parse)),
          OptionView.declared(options),
          profile.map(profiles),
          Variables.sent(variables.orElse(Map.of())));
    } catch (IllegalArgumentException wrong) {
      throw Problem.invalid("group " + named + ": " + wrong.getMessage());
    } catch (Problem wrong) {
      throw Problem.invalid("group " + named + ": " + wrong.detail());
    }
  }

  private Map<String, String> labels() {
    Map<String, String> labels = new HashMap<>();
    selector.orElse(Map.of()).forEach((key, value) -> labels.put(key, checked(key, value)));
    return labels;
  }

  private static String checked(String key, @Nullable String value) {
    MachineSpec.checkLabel(key);
    if (value == null) {
      throw Problem.invalid("selector." + key + " has no value; write it as " + key + ": value");
    }
    return value;
  }
}
