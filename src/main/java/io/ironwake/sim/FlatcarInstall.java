package io.ironwake.sim;

import io.ironwake.net.Pure;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call of flatcar-install in a script.
 *
 * @param device -d, the disk to write
 * @param base -b, where the images are
 * @param version -V, a folder below that; empty where -C alone makes it ask which is current
 * @param key -k, the file of the key the image is signed with; empty for the vendor's
 */
@Pure
record FlatcarInstall(String device, String base, Optional<String> version, Optional<String> key) {
  private static final Pattern CALL =
      Pattern.compile("flatcar-install((?:\\s+|\\\\\\n)[^;|&\\n]*(?:\\\\\\n[^;|&\\n]*)*)");
  private static final Pattern FLAG =
      Pattern.compile("-([a-zA-Z])\\s+['\"]?([^\\s'\"\\\\]+)['\"]?");

  /** The first call that names a disk; empty when the script has none. */
  static Optional<FlatcarInstall> find(String script) {
    return CALL.matcher(script)
        .results()
        .map(call -> flags(call.group(1)))
        .filter(flags -> flags.containsKey("d"))
        .map(FlatcarInstall::of)
        .findFirst();
  }

  private static Map<String, String> flags(String arguments) {
    Map<String, String> flags = new HashMap<>();
    Matcher flag = FLAG.matcher(arguments);
    while (flag.find()) {
      flags.put(flag.group(1), flag.group(2));
    }
    return flags;
  }

  private static FlatcarInstall of(Map<String, String> flags) {
    if (!flags.containsKey("b") || !flags.containsKey("V") && !flags.containsKey("C")) {
      throw new MachineStopped(
          "flatcar-install is called without -b or -V, so it would ask the Internet");
    }
    return new FlatcarInstall(
        flags.getOrDefault("d", ""),
        flags.getOrDefault("b", "").replaceFirst("/$", ""),
        Optional.ofNullable(flags.get("V")),
        Optional.ofNullable(flags.get("k")));
  }

  /** Where it asks for the version without -V. */
  URI currentVersion() {
    return URI.create(base + "/current/version.txt");
  }

  /** Where it downloads a file of a version from. */
  URI file(String version, String name) {
    return URI.create(base + "/" + version + "/" + name);
  }
}
