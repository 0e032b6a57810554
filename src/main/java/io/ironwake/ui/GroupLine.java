package io.ironwake.ui;

import io.ironwake.address.DeclaredOption;
import io.ironwake.boot.Group;
import io.ironwake.machine.Machine;
import io.ironwake.net.LoaderChoice;
import io.ironwake.net.LocalBoot;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** A group in the words of the page; what it does not say is an empty text. */
public record GroupLine(
    String name,
    String selector,
    String loader,
    String localBoot,
    List<OptionLine> options,
    List<Member> members,
    String count) {
  private static final int SHOWN = 50;

  /** One DHCP option. */
  public record OptionLine(int code, String value, boolean always) {
    static OptionLine of(DeclaredOption option) {
      return new OptionLine(option.code(), option.text(), option.always());
    }
  }

  /** One of its machines. */
  public record Member(UUID id, String name) {}

  /**
   * The line of a group.
   *
   * @param machines all there are, in the order to show them
   */
  static GroupLine of(Group group, List<Machine> machines) {
    List<Machine> its =
        machines.stream().filter(each -> group.selector().selects(each.selectable())).toList();
    return new GroupLine(
        group.name(),
        Words.labels(group.selector().labels()),
        group.boot().loader().map(LoaderChoice::text).orElse(""),
        group.boot().localBoot().map(LocalBoot::word).orElse(""),
        group.options().byCode().values().stream()
            .sorted(Comparator.comparingInt(DeclaredOption::code))
            .map(OptionLine::of)
            .toList(),
        its.stream().limit(SHOWN).map(each -> new Member(each.id(), each.name())).toList(),
        count(its.size()));
  }

  private static String count(int all) {
    return switch (all) {
      case 0 -> "no machine carries these labels";
      case 1 -> "1 machine";
      default -> all > SHOWN ? all + " machines, the first " + SHOWN + " here" : all + " machines";
    };
  }
}
