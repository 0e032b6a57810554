package io.ironwake.image;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code grub.cfg} of a k3OS image (rancher/k3os {@code images/70-iso/grub.cfg}) rewritten for
 * one machine: the entry that installs, with our words on its kernel line, and nothing else to
 * choose by mistake.
 */
@Pure
public final class K3osMenu {
  private static final Pattern ENTRY =
      Pattern.compile("(?ms)^menuentry\\s+[^\\n]*\\{[ \\t]*\\n(.*?)^\\}[ \\t]*$");
  private static final Pattern KERNEL = Pattern.compile("(?m)^(\\s*linux\\s+\\S+)([^\\n]*)$");
  private static final Pattern OWN = Pattern.compile("(?i)k3os\\b.*|rescue");

  /** Lines around the entries that set up the screen: kept; the choice is ours. */
  private static final Pattern SCREEN =
      Pattern.compile("(?m)^(?:set gfx\\w+=\\S+|insmod [a-z0-9_]+)$");

  private static final int SECONDS = 5;

  private K3osMenu() {}

  /**
   * What the menu does when nobody touches a key.
   *
   * @param title of the entry that installs; printable, without quotes
   * @param words of the kernel line, without single quotes
   * @param unasked false leaves the machine to its disk, and the install to whoever chooses it
   */
  @Pure
  public record Choice(String title, List<String> words, boolean unasked) {
    public Choice {
      words = List.copyOf(words);
      if (words.stream().anyMatch(word -> !word.matches("[ -&(-~]+") || word.contains("\\"))) {
        throw new IllegalArgumentException("a kernel argument cannot be written for GRUB");
      }
    }
  }

  /**
   * The menu that installs.
   *
   * @throws IllegalArgumentException when the original has no entry that installs
   */
  public static String install(String original, Choice choice) {
    String entry = patched(entry(original), choice.words);
    String install = "menuentry '" + choice.title + "' {\n" + entry + "}\n";
    String disk = "menuentry 'Boot from disk' {\n" + DISK + "}\n";
    return opening(original, SECONDS) + (choice.unasked ? install + disk : disk + install);
  }

  /** The menu of a machine that is to get its disk. */
  public static String disk(String reason) {
    return "set default=0\nset timeout=2\nmenuentry '"
        + reason.replaceAll("[^ -&(-~]", "?")
        + "' {\n"
        + DISK
        + "}\n";
  }

  /** k3OS's own menu where its disk has one; else what follows in the firmware's order. */
  private static final String DISK =
      """
        if search --no-floppy --set=root --label K3OS_STATE; then
          configfile /boot/grub/grub.cfg
        fi
        if [ "$grub_platform" = efi ]; then exit 1; fi
        set root=hd0
        chainloader +1
      """;

  private static String opening(String original, int seconds) {
    StringBuilder lines = new StringBuilder("set default=0\nset timeout=" + seconds + "\n");
    SCREEN.matcher(original).results().forEach(line -> lines.append(line.group()).append('\n'));
    return lines.toString();
  }

  private static String entry(String original) {
    return ENTRY
        .matcher(original.replace("\r\n", "\n"))
        .results()
        .map(match -> match.group(1))
        .filter(body -> words(body).contains("k3os.mode=install"))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "its /boot/grub/grub.cfg has no entry with k3os.mode=install; use the image of"
                        + " a k3OS release as it was published"));
  }

  private static List<String> words(String body) {
    Matcher kernel = KERNEL.matcher(body);
    return kernel.find() ? List.of(kernel.group(2).strip().split("\\s+")) : List.of();
  }

  /** Without the words of k3OS's own, which may stand there once; the machine's console is last. */
  private static String patched(String body, List<String> words) {
    List<String> line = new ArrayList<>();
    boolean consoles = words.stream().anyMatch(word -> word.startsWith("console="));
    for (String word : words(body)) {
      if (!OWN.matcher(word).matches() && !(consoles && word.startsWith("console="))) {
        line.add(word);
      }
    }
    words.forEach(word -> line.add("'" + word.replace("\"", "") + "'"));
    Matcher kernel = KERNEL.matcher(body);
    return kernel.replaceFirst(
        match -> Matcher.quoteReplacement(match.group(1) + " " + String.join(" ", line)));
  }
}
