package io.ironwake.machine;

import io.ironwake.machine.HardwareFacts.Disk;
import io.ironwake.machine.HardwareFacts.Nic;
import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What is different between two inventories of one machine, in sentences. */
@Pure
final class HardwareChanges {
  private static final double GIB = 1L << 30;
  private static final double GB = 1e9;

  private HardwareChanges() {}

  /** Empty when an operator would call it the same hardware; another kernel name is no change. */
  static List<String> between(HardwareFacts before, HardwareFacts now) {
    List<String> changes = new ArrayList<>();
    each(
        before.disks(),
        now.disks(),
        Disk::identity,
        gone -> changes.add("disk " + said(gone) + " vanished"),
        come -> changes.add("disk " + said(come) + " appeared"));
    each(
        before.nics(),
        now.nics(),
        Nic::mac,
        gone -> changes.add("NIC " + gone.name() + " (" + gone.mac() + ") vanished"),
        come -> changes.add("NIC " + come.name() + " (" + come.mac() + ") appeared"));
    changed(changes, "memory", gib(before.memoryBytes()), gib(now.memoryBytes()));
    changed(changes, "cores", before.cpu().cores() + "", now.cpu().cores() + "");
    changed(changes, "CPU", text(before.cpu().model()), text(now.cpu().model()));
    changed(changes, "product", text(before.dmi().product()), text(now.dmi().product()));
    changed(changes, "serial", text(before.dmi().serial()), text(now.dmi().serial()));
    changed(changes, "uuid", text(before.dmi().uuid()), text(now.dmi().uuid()));
    changed(changes, "BIOS", text(before.dmi().biosVersion()), text(now.dmi().biosVersion()));
    return List.copyOf(changes);
  }

  private interface Seen<T> {
    void take(T value);
  }

  private static <T, K> void each(
      List<T> before, List<T> now, Function<T, K> key, Seen<T> gone, Seen<T> come) {
    List<K> had = before.stream().map(key).toList();
    List<K> has = now.stream().map(key).toList();
    before.stream().filter(it -> !has.contains(key.apply(it))).forEach(gone::take);
    now.stream().filter(it -> !had.contains(key.apply(it))).forEach(come::take);
  }

  private static void changed(List<String> changes, String what, String before, String now) {
    if (!before.equals(now)) {
      changes.add(what + " was " + before + ", is " + now);
    }
  }

  private static String text(Optional<String> value) {
    return value.orElse("unknown");
  }

  private static String gib(long bytes) {
    return Math.round(bytes / GIB) + " GiB";
  }

  private static String said(Disk disk) {
    String what = disk.model().map(it -> it + ", ").orElse("");
    String serial = disk.serial().map(it -> ", serial " + it).orElse("");
    return disk.name() + " (" + what + Math.round(disk.bytes() / GB) + " GB" + serial + ")";
  }
}
