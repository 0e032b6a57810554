package io.ironwake.profile;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.Optional;

/**
 * A {@link WipeGuard} as operators write and read it, below {@code guard} of a profile or machine.
 *
 * @param disk what the target disk must be
 * @param machine what the machine must present
 */
@JsonInclude(JsonInclude.Include.NON_ABSENT)
public record GuardView(Optional<Disk> disk, Optional<Identity> machine) {
  /**
   * Demands on the disk.
   *
   * @param size exact bytes, as a number or as text with a unit
   * @param minSize at least so much, such as {@code 400GB}
   * @param maxSize at most so much
   */
  @JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Disk(
      Optional<String> serial,
      Optional<String> model,
      Optional<String> wwn,
      Optional<Object> size,
      Optional<Object> minSize,
      Optional<Object> maxSize) {}

  /**
   * Demands on the machine.
   *
   * @param uuid an SMBIOS uuid, or {@code recorded}
   * @param serial an SMBIOS serial number, or {@code recorded}
   */
  @JsonInclude(JsonInclude.Include.NON_ABSENT)
  public record Identity(Optional<String> uuid, Optional<String> serial) {}

  /** The view of a guard. */
  public static GuardView of(WipeGuard guard) {
    DiskGuard disk = guard.disk();
    MachineGuard machine = guard.machine();
    return new GuardView(
        Optional.of(
                new Disk(
                    disk.serial(),
                    disk.model(),
                    disk.wwn(),
                    disk.size().map(bytes -> bytes),
                    disk.minSize().map(bytes -> bytes),
                    disk.maxSize().map(bytes -> bytes)))
            .filter(any -> !disk.demandsNothing()),
        Optional.of(new Identity(machine.uuid(), machine.serial()))
            .filter(any -> !machine.demandsNothing()));
  }

  /**
   * The guard it describes.
   *
   * @throws IllegalArgumentException naming the key at fault and the fix
   */
  public WipeGuard toGuard() {
    WipeGuard guard =
        new WipeGuard(
            disk.map(GuardView::disk).orElse(DiskGuard.NONE),
            machine.map(GuardView::machine).orElse(MachineGuard.NONE));
    if (guard.equals(WipeGuard.NONE)) {
      throw new IllegalArgumentException(
          "guard demands nothing; name a disk's serial, model, wwn, size, min-size or max-size, or a"
              + " machine's uuid or serial, or leave guard out");
    }
    return guard;
  }

  private static DiskGuard disk(Disk disk) {
    return in(
        "guard.disk.",
        () ->
            new DiskGuard(
                disk.serial,
                disk.model,
                disk.wwn,
                disk.size.map(it -> DiskSize.parse("size", it)),
                disk.minSize.map(it -> DiskSize.parse("min-size", it)),
                disk.maxSize.map(it -> DiskSize.parse("max-size", it))));
  }

  private static MachineGuard machine(Identity machine) {
    return in("guard.machine.", () -> new MachineGuard(machine.uuid, machine.serial));
  }

  private interface Read<T> {
    T read();
  }

  private static <T> T in(String place, Read<T> read) {
    try {
      return read.read();
    } catch (IllegalArgumentException wrong) {
      throw new IllegalArgumentException(place + wrong.getMessage());
    }
  }
}
