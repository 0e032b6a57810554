package io.ironwake.profile;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.ironwake.problem.Problem;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A profile as operators write and read it, in REST and in the declared file. What is absent has
 * its default; a change replaces the whole profile. Answers mask secrets.
 *
 * @param name lower-case letters, digits, dots and dashes
 * @param os an {@link OsFamily#id()}
 * @param version the release, as its asset folder is named
 * @param arch {@code amd64} (default) or {@code arm64}
 * @param arguments kernel arguments
 * @param config the operating system's settings
 * @param completion {@code first-boot} or {@code installer-report}; default the operating system's
 *     usual one
 * @param effect {@code install} (default) or {@code live}
 * @param variables for templates, by name
 * @param guard what must be true before a disk is wiped
 * @param profileVersion in answers only: rises with every change
 */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ProfileView(
    Optional<String> name,
    Optional<String> os,
    Optional<String> version,
    Optional<String> arch,
    @JsonSetter(contentNulls = Nulls.FAIL) Optional<List<String>> arguments,
    Optional<Map<String, Object>> config,
    Optional<String> completion,
    Optional<String> effect,
    Optional<Map<String, Object>> variables,
    Optional<GuardView> guard,
    Optional<Long> profileVersion) {

  /** The view of a stored profile, secrets masked and every default written out. */
  public static ProfileView of(StoredProfile stored) {
    return view(stored.profile().masked(), Optional.of(stored.version()));
  }

  /** A profile with its secrets, for comparing only: it must not be shown. */
  public static ProfileView unmasked(Profile profile) {
    return view(profile, Optional.empty());
  }

  private static ProfileView view(Profile profile, Optional<Long> profileVersion) {
    return new ProfileView(
        Optional.of(profile.name()),
        Optional.of(profile.os().id()),
        Optional.of(profile.version()),
        Optional.of(profile.arch().id()),
        Optional.of(profile.arguments().words()),
        Optional.of(profile.config()),
        Optional.of(word(profile.completion())),
        Optional.of(word(profile.effect())),
        Optional.of(profile.variables()),
        profile.guard().map(GuardView::of),
        profileVersion);
  }

  /**
   * The profile it describes.
   *
   * @throws Problem of kind INVALID that names the key at fault
   */
  public Profile toProfile() {
    String named =
        name.orElseThrow(() -> Problem.invalid("a profile needs a name, such as k3os-agent"));
    String place = "profile " + named;
    OsFamily family = in(place + ": os", () -> OsFamily.parse(required(place, "os", os)));
    return in(
        place,
        () ->
            new Profile(
                named,
                family,
                required(place, "version", version),
                arch.map(Arch::parse).orElse(Arch.AMD64),
                new KernelArgs(arguments.orElse(List.of())),
                config.orElse(Map.of()),
                completion
                    .map(text -> choice("completion", text, Completion.values()))
                    .orElse(family.usualCompletion()),
                effect.map(text -> choice("effect", text, Effect.values())).orElse(Effect.INSTALL),
                variables.orElse(Map.of()),
                guard.map(GuardView::toGuard)));
  }

  private static String required(String place, String key, Optional<String> value) {
    return value.orElseThrow(() -> Problem.invalid(place + " needs " + key));
  }

  private static <T> T in(String place, Supplier<T> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException wrong) {
      throw Problem.invalid(place + ": " + wrong.getMessage());
    }
  }

  private static <E extends Enum<E>> E choice(String key, String text, E[] values) {
    return Arrays.stream(values)
        .filter(value -> word(value).equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    key
                        + " '"
                        + text
                        + "' is not one of "
                        + String.join(
                            ", ", Arrays.stream(values).map(ProfileView::word).toList())));
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
