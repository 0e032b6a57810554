package io.ironwake.config;

import static io.ironwake.config.FamilySamples.ordered;
import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.profile.OsFamily;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Hostile values in every place that is not a document of the operator's own. Each is refused, or
 * stands in the output as the one value it is: the outline of line and documents, everything that a
 * reader acts upon, stays the same.
 */
class InjectionTest {
  private static final List<String> HOSTILE =
      List.of(
          "x\ny",
          "x\r\ny: z",
          "x\u0000y",
          "x\u2028y\u0085z",
          "'; reboot; '",
          "\"; reboot; \"",
          "$(reboot)",
          "`reboot`",
          "x\\",
          "x # y",
          "]]><script>",
          "<!--",
          "&amp;&lt;",
          "</hostname><x>",
          "%end",
          "\n%post\nreboot\n%end",
          "{\"a\": 1}",
          "!!python/object:os",
          "*alias",
          "x: y",
          "- x",
          "${uuid}",
          "{{ x }}",
          "../../x",
          "x y",
          "a=b init=/bin/sh",
          "a||b",
          "-o evil",
          "\ud83d\ude00");

  private static final String PLAIN_KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl ";

  /** Families by what their {@code config} takes: the key, and a value that is as it should be. */
  private static final List<String> ONE = List.of("vim");

  /** Families by what their {@code config} takes: the key, and a value that is as it should be. */
  private static final Map<OsFamily, Map<String, Object>> KEYS = new EnumMap<>(OsFamily.class);

  static {
    KEYS.put(
        OsFamily.DEBIAN,
        ordered(
            "password-hash",
            FamilySamples.HASH,
            "locale",
            "en_US.UTF-8",
            "keymap",
            "us",
            "timezone",
            "Etc/UTC",
            "mirror",
            "http://x.example.org/debian",
            "proxy",
            "http://x.example.org:3128",
            "packages",
            ONE,
            "early-commands",
            ONE,
            "partman-commands",
            ONE,
            "late-commands",
            ONE,
            "installer-arguments",
            ONE));
    KEYS.put(
        OsFamily.UBUNTU,
        ordered(
            "password-hash",
            FamilySamples.HASH,
            "user",
            "ops",
            "timezone",
            "Etc/UTC",
            "keyboard",
            "us",
            "proxy",
            "http://x.example.org:3128",
            "iso",
            "live.iso",
            "packages",
            ONE,
            "early-commands",
            ONE,
            "late-commands",
            ONE,
            "autoinstall",
            Map.of("text", "x"),
            "user-data",
            Map.of("text", "x"),
            "network",
            Map.of("text", "x"),
            "installer-arguments",
            ONE));
    KEYS.put(
        OsFamily.KICKSTART,
        ordered(
            "password-hash",
            FamilySamples.HASH,
            "repo",
            "http://x.example.org/",
            "stage2",
            "http://x.example.org/",
            "locale",
            "en_US.UTF-8",
            "keymap",
            "us",
            "timezone",
            "Etc/UTC",
            "packages",
            ONE,
            "early-commands",
            ONE,
            "late-commands",
            ONE,
            "installer-arguments",
            ONE));
    KEYS.put(
        OsFamily.FCOS,
        ordered(
            "kernel",
            "vmlinuz",
            "rootfs",
            "rootfs",
            "image",
            "image",
            "merge",
            List.of("https://x.example.org/y"),
            "certificate-authorities",
            ONE,
            "files",
            List.of(ordered("path", "/etc/x", "content", "x")),
            "units",
            List.of(ordered("name", "x.service", "contents", "[Unit]")),
            "installer-arguments",
            ONE));
  }

  static {
    KEYS.put(
        OsFamily.MICROOS,
        ordered(
            "password-hash",
            FamilySamples.HASH,
            "image",
            "image",
            "kernel",
            "kernel",
            "initrd",
            "initrd",
            "combustion",
            "#!/bin/sh",
            "files",
            List.of(ordered("path", "/etc/x", "content", "x")),
            "installer-arguments",
            ONE));
    KEYS.put(
        OsFamily.KAIROS,
        ordered(
            "password-hash",
            FamilySamples.HASH,
            "user",
            "ops",
            "kernel",
            "kernel",
            "squashfs",
            "squashfs",
            "cloud-config",
            Map.of("text", "x"),
            "early-commands",
            ONE,
            "late-commands",
            ONE,
            "installer-arguments",
            ONE));
    KEYS.put(
        OsFamily.AUTOYAST,
        ordered(
            "password-hash",
            FamilySamples.HASH,
            "repo",
            "http://x.example.org/",
            "language",
            "en_US",
            "keymap",
            "german",
            "timezone",
            "Etc/UTC",
            "product",
            "Leap",
            "patterns",
            ONE,
            "packages",
            ONE,
            "sections",
            Map.of("text", "x"),
            "early-commands",
            ONE,
            "late-commands",
            ONE,
            "installer-arguments",
            ONE));
    KEYS.put(
        OsFamily.TALOS,
        ordered("report-image", "busybox:1", "more-documents", List.of(ordered("kind", "X"))));
  }

  static Stream<Arguments> places() {
    return KEYS.entrySet().stream()
        .flatMap(
            family -> {
              InstallFacts sample = FamilySamples.minimal(family.getKey());
              Function<Object, InstallFacts> argument =
                  value -> Installs.withMachineArguments(sample, (String) value);
              Map<String, Arguments> places = new LinkedHashMap<>();
              add(places, "host name", "node-2", it -> Installs.named(sample, (String) it));
              add(places, "disk", "/dev/sdb", it -> Installs.onDisk(sample, (String) it));
              add(places, "argument", "quiet", argument);
              add(places, "argument's value", "quiet", it -> argument.apply("key=" + it));
              if (sample.profile().config().containsKey("ssh-authorized-keys")) {
                add(places, "key's comment", "me", it -> key(sample, PLAIN_KEY + it));
                add(places, "key", PLAIN_KEY, it -> key(sample, it));
              }
              family
                  .getValue()
                  .forEach((key, good) -> add(places, key, good, it -> set(sample, key, good, it)));
              return places.values().stream()
                  .map(
                      it ->
                          Arguments.of(
                              family.getKey() + ": " + it.get()[0], it.get()[1], it.get()[2]));
            });
  }

  private static void add(
      Map<String, Arguments> places,
      String name,
      Object good,
      Function<Object, InstallFacts> setting) {
    places.put(name, Arguments.of(name, good, setting));
  }

  private static InstallFacts key(InstallFacts sample, Object key) {
    return FamilySamples.setting(sample, "ssh-authorized-keys", List.of(key));
  }

  private static InstallFacts set(InstallFacts sample, String key, Object good, Object value) {
    if (good instanceof List<?> && !(value instanceof List<?>)) {
      return FamilySamples.setting(sample, key, List.of(value));
    }
    if (good instanceof Map<?, ?> && !(value instanceof Map<?, ?>)) {
      return FamilySamples.setting(sample, key, Map.of("text", value));
    }
    return FamilySamples.setting(sample, key, value);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("places")
  void changesNothingButItsOwnText(
      String place, Object good, Function<Object, InstallFacts> setting) throws Exception {
    Object expected = Outline.of(Installs.render(setting.apply(good)));
    for (String hostile : HOSTILE) {
      Optional<RenderedInstall> install = rendered(setting, hostile);
      if (install.isPresent()) {
        assertThat(Outline.of(install.get())).describedAs("%s", hostile).isEqualTo(expected);
        assertThat(install.get().line()).matches("[ -~]*");
      }
    }
  }

  private static Optional<RenderedInstall> rendered(
      Function<Object, InstallFacts> setting, String hostile) {
    try {
      return Optional.of(Installs.render(setting.apply(hostile)));
    } catch (IllegalArgumentException refused) {
      return Optional.empty();
    }
  }
}
