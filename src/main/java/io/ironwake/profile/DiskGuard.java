package io.ironwake.profile;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the target disk must be before anything is written to it. Everything given must hold.
 *
 * @param serial one of the serial numbers the disk tells, as {@code lsblk -o SERIAL} shows it
 * @param model its model, as {@code lsblk -o MODEL} shows it
 * @param wwn its world wide name, with or without {@code 0x}, {@code naa.} or {@code eui.}
 * @param size exactly so many bytes; disks have a multiple of 512
 * @param minSize at least so many bytes
 * @param maxSize at most so many bytes
 */
@Pure
public record DiskGuard(
    Optional<String> serial,
    Optional<String> model,
    Optional<String> wwn,
    Optional<Long> size,
    Optional<Long> minSize,
    Optional<Long> maxSize) {
  private static final int SECTOR = 512;

  /** Characters that no shell, preseed file or unit gives a meaning to inside of quotes. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9 ._:+/=@,()#-]{0,79}");

  private static final Pattern WWN = Pattern.compile("[0-9a-f]{8,32}");

  /** Demands nothing. */
  public static final DiskGuard NONE =
      new DiskGuard(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty());

  /**
   * @throws IllegalArgumentException naming the key and the fix
   */
  public DiskGuard {
    serial = serial.map(DiskGuard::plain);
    model = model.map(DiskGuard::plain);
    wwn = wwn.map(DiskGuard::plainWwn);
    serial.ifPresent(text -> check("serial", NAME, text));
    model.ifPresent(text -> check("model", NAME, text));
    wwn.ifPresent(text -> check("wwn", WWN, text));
    if (size.filter(bytes -> bytes % SECTOR != 0).isPresent()) {
      throw new IllegalArgumentException(
          "size is exact, and no disk has "
              + size.get()
              + " bytes: they come in sectors of 512; give the bytes 'lsblk -b' shows, or min-size"
              + " and max-size");
    }
    if (size.isPresent() && (minSize.isPresent() || maxSize.isPresent())) {
      throw new IllegalArgumentException("size is exact; remove it, or min-size and max-size");
    }
    if (minSize.isPresent() && maxSize.isPresent() && minSize.get() > maxSize.get()) {
      throw new IllegalArgumentException("min-size is more than max-size; swap them");
    }
  }

  private static void check(String key, Pattern form, String text) {
    if (!form.matcher(text).matches()) {
      throw new IllegalArgumentException(
          key
              + " holds what no disk has there; copy it from 'lsblk -o SERIAL,MODEL,WWN' of the"
              + " machine");
    }
  }

  /** Whether it asks for nothing at all. */
  public boolean demandsNothing() {
    return equals(NONE);
  }

  /** A name of a disk without the blanks and underscores in which programs differ. */
  public static String plain(String text) {
    return text.replace('_', ' ').strip().replaceAll("\\s+", " ");
  }

  /** A world wide name by its digits alone. */
  public static String plainWwn(String text) {
    return text.strip().toLowerCase(Locale.ROOT).replaceFirst("^(?:0x|naa\\.|eui\\.)", "");
  }

  /**
   * A disk as something saw it.
   *
   * @param serials all serial numbers it tells
   * @param size bytes
   */
  @Pure
  public record Found(
      List<String> serials, Optional<String> model, Optional<String> wwn, long size) {
    public Found {
      serials = List.copyOf(serials);
    }
  }

  /** Why a disk is not the one demanded, each with what was expected and found; empty if it is. */
  public List<String> faults(Found found) {
    List<String> faults = new ArrayList<>();
    serial.ifPresent(
        want -> differs(faults, "serial", want, found.serials.stream().map(DiskGuard::plain)));
    model.ifPresent(
        want -> differs(faults, "model", want, found.model.stream().map(DiskGuard::plain)));
    wwn.ifPresent(
        want -> differs(faults, "wwn", want, found.wwn.stream().map(DiskGuard::plainWwn)));
    size.filter(want -> want != found.size)
        .ifPresent(want -> faults.add("it has " + found.size + " bytes, not " + want));
    minSize
        .filter(want -> found.size < want)
        .ifPresent(want -> faults.add("it has " + found.size + " bytes, fewer than " + want));
    maxSize
        .filter(want -> found.size > want)
        .ifPresent(want -> faults.add("it has " + found.size + " bytes, more than " + want));
    return faults;
  }

  private static void differs(List<String> faults, String what, String want, Stream<String> found) {
    List<String> all = found.distinct().toList();
    if (!all.contains(want)) {
      String is = all.isEmpty() ? "unknown" : String.join(", ", all);
      faults.add("its " + what + " is " + is + ", not " + want);
    }
  }

  /** The demands in words, for those who approve. */
  public List<String> words() {
    return Stream.of(
            serial.map(it -> "serial " + it),
            model.map(it -> "model " + it),
            wwn.map(it -> "wwn " + it),
            size.map(it -> it + " bytes"),
            minSize.map(it -> "at least " + it + " bytes"),
            maxSize.map(it -> "at most " + it + " bytes"))
        .flatMap(Optional::stream)
        .toList();
  }
}
