package io.ironwake.rack;

import io.ironwake.net.Pure;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A document written inside the declared file as a literal block ({@code butane: |}): what is wrong
 * with it is told by the file's own lines, so that an editor jumps there.
 *
 * @param name what messages call it, such as {@code config.butane}
 * @param file the declared file
 * @param above lines of the file above the block's first
 * @param left columns before each of its lines
 */
@Pure
record BlockText(String name, String file, int above, int left) {

  /** The message with the block's places made the file's. */
  String located(String message) {
    Pattern place = Pattern.compile("(?m)\\b" + Pattern.quote(name) + ":(\\d{1,7}):(\\d{1,7}):");
    return place.matcher(message).replaceAll(found -> Matcher.quoteReplacement(inFile(found)));
  }

  private String inFile(MatchResult found) {
    int line = Integer.parseInt(found.group(1)) + above;
    int column = Integer.parseInt(found.group(2)) + left;
    return file + ":" + line + ":" + column + ": " + name + ":";
  }
}
