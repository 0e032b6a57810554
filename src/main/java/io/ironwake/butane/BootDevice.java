package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Butane's {@code boot_device} for Fedora CoreOS: the root file system mirrored, encrypted, or both
 * (partition sizes and names are those of the operating system's image).
 */
@Pure
final class BootDevice {
  private static final Map<String, Layout> LAYOUTS =
      Map.of(
          "x86_64", new Layout(BootPartition.BIOS, BootPartition.ESP),
          "aarch64", new Layout(BootPartition.RESERVED, BootPartition.ESP),
          "ppc64le", new Layout(BootPartition.PREP, BootPartition.RESERVED));

  /** Whole disks by architecture, for encryption only; since {@code fcos} 1.6. */
  private static final Map<String, MainframeDisk> MAINFRAMES =
      Map.of(
          "s390x-eckd", new MainframeDisk("/dev/dasd[a-z]", "2"),
          "s390x-zfcp", new MainframeDisk("/dev/sd[a-z]", "4"),
          "s390x-virt", new MainframeDisk("", ""));

  private static final int KNOWS_MAINFRAMES = 6;

  private final Value.Obj boot;
  private final Value.Obj luks;
  private final List<Value.Leaf> mirrors;
  private final Findings findings;
  private final List<Value.Obj> filesystems = new ArrayList<>();

  /** The two partitions before boot and root. */
  @Pure
  private record Layout(BootPartition first, BootPartition second) {}

  /**
   * @param device pattern of the disk's name; empty where it is not named
   * @param partition the root's
   */
  @Pure
  private record MainframeDisk(String device, String partition) {}

  private BootDevice(Value.Obj boot, Findings findings) {
    this.boot = boot;
    this.luks = boot.child("luks");
    this.mirrors = boot.child("mirror").leaves("devices");
    this.findings = findings;
  }

  /** The document with what {@code boot_device} stands for, under what the document says itself. */
  static Value.Obj resolve(Value.Obj document, Findings findings) {
    if (!document.has("bootDevice")) {
      return document;
    }
    BootDevice device = new BootDevice(document.child("bootDevice"), findings);
    Value.Obj without = document.without("bootDevice");
    return device.isFit()
        ? Merging.merge(
            Value.Obj.empty(document.origin()).with("storage", device.storage()), without)
        : without;
  }

  private String layout() {
    return boot.text("layout").orElse("x86_64");
  }

  private boolean encrypts() {
    return luks.isTrue("tpm2")
        || !luks.records("tang").isEmpty()
        || luks.child("cex").isTrue("enabled");
  }

  private boolean isFit() {
    Optional<String> problem =
        LAYOUTS.containsKey(layout()) ? Optional.empty() : mainframeProblem();
    if (problem.isPresent()) {
      findings.add(boot.at("layout"), problem.get());
      return false;
    }
    if (mirrors.size() == 1) {
      findings.add(boot.child("mirror").at("devices"), "must name at least two disks");
      return false;
    }
    if (!encrypts() && mirrors.isEmpty()) {
      findings.add(
          boot.origin(),
          "does nothing without mirror.devices, or luks with tpm2: true, a tang server or cex");
      return false;
    }
    return true;
  }

  private Optional<String> mainframeProblem() {
    MainframeDisk disk = MAINFRAMES.get(layout());
    if (disk == null || boot.origin().dialect().minor() < KNOWS_MAINFRAMES) {
      return Optional.of(
          "must be x86_64, aarch64 or ppc64le"
              + (boot.origin().dialect().minor() < KNOWS_MAINFRAMES
                  ? ""
                  : ", s390x-eckd, s390x-zfcp or s390x-virt"));
    }
    if (!mirrors.isEmpty()) {
      return Optional.of("cannot be mirrored; remove mirror");
    }
    return luks.text("device").orElse("").matches(disk.device())
        ? Optional.empty()
        : Optional.of("needs luks.device to be a whole disk that matches " + disk.device());
  }

  private Value.Obj storage() {
    Value.Obj storage = Value.Obj.empty(boot.origin());
    if (!mirrors.isEmpty()) {
      storage =
          storage
              .list("disks", IntStream.range(0, mirrors.size()).mapToObj(this::disk).toList())
              .list("raid", List.of(raid("boot", true), raid("root", false)));
      filesystems.add(filesystem("/dev/md/md-boot", "ext4", "boot"));
    }
    if (encrypts()) {
      storage = storage.list("luks", List.of(encrypted()));
    }
    filesystems.add(filesystem(encrypts() ? "/dev/mapper/root" : "/dev/md/md-root", "xfs", "root"));
    return storage.list("filesystems", filesystems);
  }

  private Value.Obj disk(int index) {
    Layout layout = Optional.ofNullable(LAYOUTS.get(layout())).orElseThrow();
    int number = index + 1;
    Origin origin = mirrors.get(index).origin();
    if (layout.second() == BootPartition.ESP) {
      String label = "esp-" + number;
      filesystems.add(filesystem("/dev/disk/by-partlabel/" + label, "vfat", label));
    }
    return Value.Obj.empty(origin)
        .set("device", mirrors.get(index).text())
        .set("wipeTable", true)
        .list(
            "partitions",
            List.of(
                layout.first().numbered(origin, number),
                layout.second().numbered(origin, number),
                BootPartition.BOOT.numbered(origin, number),
                BootPartition.ROOT.numbered(origin, number)));
  }

  /** The boot array's superblock lies at its end, so that GRUB needs not know of it. */
  private Value.Obj raid(String name, boolean superblockAtEnd) {
    Origin origin = boot.child("mirror").origin();
    List<Value> devices =
        IntStream.rangeClosed(1, mirrors.size())
            .<Value>mapToObj(
                each -> new Value.Leaf(origin, "/dev/disk/by-partlabel/" + name + "-" + each))
            .toList();
    Value.Obj raid =
        Value.Obj.empty(origin)
            .list("devices", devices)
            .set("level", "raid1")
            .set("name", "md-" + name);
    return superblockAtEnd
        ? raid.list("options", List.of(new Value.Leaf(origin, "--metadata=1.0")))
        : raid;
  }

  private Value.Obj filesystem(String device, String format, String label) {
    return Value.Obj.empty(boot.origin())
        .set("device", device)
        .set("format", format)
        .set("label", label)
        .set("wipeFilesystem", true);
  }

  private Value.Obj encrypted() {
    Value.Obj root =
        Value.Obj.empty(luks.origin())
            .set("device", encryptedDevice())
            .set("label", "luks-root")
            .set("name", "root")
            .set("wipeVolume", true);
    root = luks.flag("discard").isPresent() ? root.set("discard", luks.isTrue("discard")) : root;
    if (luks.child("cex").isTrue("enabled")) {
      return root.with("cex", luks.child("cex"));
    }
    return root.with("clevis", luks.without("device").without("discard").without("cex"));
  }

  private String encryptedDevice() {
    Optional<MainframeDisk> disk =
        Optional.ofNullable(MAINFRAMES.get(layout())).filter(each -> !each.device().isEmpty());
    return disk.map(each -> luks.text("device").orElse("") + each.partition())
        .orElse(mirrors.isEmpty() ? "/dev/disk/by-partlabel/root" : "/dev/md/md-root");
  }
}
