package io.ironwake.quirk;

import io.ironwake.net.LoaderChoice;
import io.ironwake.net.LocalBoot;
import io.ironwake.net.NearestKey;
import io.ironwake.net.Pure;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a rule can change. Each is acted on by exactly one place, named here. */
@Pure
public enum Effect {
  /** No option 67, the file is named in the header only: {@code dhcp.BootFields} (quirk 10). */
  DROP_OPTION_67(Effect::flag),
  /** Option 67 ends with a NUL: {@code dhcp.BootFields} (quirk 10). */
  PAD_OPTION_67(Effect::flag),
  /** The header's {@code file} stays empty: {@code dhcp.BootFields}. */
  NO_FILE_FIELD(Effect::flag),
  /** No option 43 at all: {@code dhcp.BootFields} (quirk 1). */
  OMIT_OPTION_43(Effect::flag),
  /**
   * Option 60 = PXEClient and option 43 with "take this file", whatever the mode and the firmware:
   * {@code dhcp.BootFields} (quirk 2).
   */
  SEND_OPTION_43_ANYWAY(Effect::flag),
  /**
   * A boot menu of one item that is chosen at once, for ROMs that know no other way: {@code
   * dhcp.BootFields}.
   */
  FORCE_FULL_MENU(Effect::flag),
  /** No option 60 in the reply: {@code dhcp.BootFields}. */
  OMIT_OPTION_60(Effect::flag),
  /** Option 150 without being asked for it: {@code dhcp.BootFields} (quirks 12 and 37). */
  ALWAYS_REPLY_WITH_OPTIONS(Effect::flag),
  /** The packet ends with its last option: {@code dhcp.Outbox} (quirk 14). */
  NO_PADDING(Effect::flag),
  /** In proxy mode, the REQUEST to the other server is answered too: {@code dhcp.ProxyMode}. */
  ANSWER_REQUEST_TOO(Effect::flag),
  /** The loader, as operators name it: {@code boot.BootService} (quirks 19 to 21). */
  FORCE_LOADER(text -> new LoaderChoice(text).text()),
  /** How it is sent to its disk: {@code boot.BootService} (quirk 39). */
  LOCAL_BOOT(text -> choice(text, LocalBoot.words())),
  /** The block number after 65535: {@code tftp.TransferPlan} (quirk 28). */
  TFTP_ROLLOVER(text -> choice(text, List.of("0", "1", "stop"))),
  /** The largest TFTP block, 8 to 65464 bytes: {@code tftp.TransferPlan} (quirk 29). */
  TFTP_MAX_BLKSIZE(text -> number(text, 8, 65464)),
  /** The largest TFTP window, 1 to 64 blocks: {@code tftp.TransferPlan} (quirk 30). */
  TFTP_MAX_WINDOWSIZE(text -> number(text, 1, 64));

  private final UnaryOperator<String> check;

  Effect(UnaryOperator<String> check) {
    this.check = check;
  }

  /** The key in a rule's {@code effects}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static List<String> words() {
    return Arrays.stream(values()).map(Effect::word).toList();
  }

  static Optional<Effect> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  /**
   * The value as it may stand in a rule.
   *
   * @throws IllegalArgumentException saying what would be right
   */
  String checked(String value) {
    return check.apply(value);
  }

  private static String flag(String text) {
    return choice(text, List.of("true", "false"));
  }

  private static String choice(String text, List<String> words) {
    if (!words.contains(text)) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' is not one of "
              + String.join(", ", words)
              + "; "
              + NearestKey.hint(text, words));
    }
    return text;
  }

  private static String number(String text, int least, int most) {
    int value = text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1;
    if (value < least || value > most) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a number from " + least + " to " + most);
    }
    return text;
  }
}
