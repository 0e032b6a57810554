package io.ironwake.butane;

import io.ironwake.net.Pure;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What Ignition, sgdisk and GPT want of disks and partitions. */
@Pure
final class DiskRules {
  private static final Pattern GUID =
      Pattern.compile("[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}");

  /** UEFI specification, "GPT Partition Entry": 72 bytes of UTF-16. */
  private static final int LONGEST_LABEL = 36;

  /** sgdisk makes tables of 128 entries. */
  private static final int MOST_PARTITIONS = 128;

  private final Findings findings;

  DiskRules(Findings findings) {
    this.findings = findings;
  }

  void check(Value.Obj storage) {
    Map<String, Value.Obj> guids = new HashMap<>();
    for (Value.Obj disk : storage.records("disks")) {
      Paths.requireDevice(disk, "device", findings);
      List<Value.Obj> partitions = disk.records("partitions");
      partitions.forEach(this::partition);
      partitions.forEach(each -> guid(each, guids));
      labels(partitions);
      overlaps(partitions);
      mixed(partitions);
    }
  }

  private void partition(Value.Obj partition) {
    long number = partition.whole("number").orElse(0L);
    if (number == 0 && partition.filled("label").isEmpty()) {
      findings.add(partition.origin(), "needs a number from 1 or a label");
    }
    if (number > MOST_PARTITIONS) {
      findings.add(partition.at("number"), "must be at most " + MOST_PARTITIONS);
    }
    partition
        .text("label")
        .filter(it -> it.length() > LONGEST_LABEL || it.contains(":") || hasControl(it))
        .ifPresent(
            it ->
                findings.add(
                    partition.at("label"),
                    "must be at most " + LONGEST_LABEL + " characters without a colon"));
    List.of("guid", "typeGuid").forEach(key -> guidForm(partition, key));
    removed(partition, number);
  }

  private void guidForm(Value.Obj partition, String key) {
    partition
        .filled(key)
        .filter(it -> !GUID.matcher(it).matches())
        .ifPresent(
            it ->
                findings.add(
                    partition.at(key), "must look like 01234567-89AB-CDEF-EDCB-A98765432101"));
  }

  private static boolean hasControl(String text) {
    return text.chars().anyMatch(Character::isISOControl);
  }

  private void removed(Value.Obj partition, long number) {
    if (!partition.isFalse("shouldExist")) {
      return;
    }
    if (number == 0) {
      findings.add(partition.at("number"), "must say which partition should not exist");
    }
    List.of("label", "guid", "typeGuid", "startMiB", "sizeMiB").stream()
        .filter(partition::has)
        .forEach(
            key ->
                findings.add(
                    partition.at(key),
                    "says what a partition that should not exist is like; remove it"));
  }

  private void guid(Value.Obj partition, Map<String, Value.Obj> seen) {
    partition
        .filled("guid")
        .flatMap(
            it -> Optional.ofNullable(seen.putIfAbsent(it.toUpperCase(Locale.ROOT), partition)))
        .ifPresent(
            other ->
                findings.add(
                    partition.at("guid"),
                    "is that of another partition, at " + other.at("guid").place()));
  }

  /** Labels count beside numbers too. */
  private void labels(List<Value.Obj> partitions) {
    Map<String, Value.Obj> seen = new HashMap<>();
    for (Value.Obj each : partitions) {
      each.filled("label")
          .flatMap(it -> Optional.ofNullable(seen.putIfAbsent(it, each)))
          .ifPresent(
              other ->
                  findings.add(
                      each.at("label"),
                      "is that of another partition, at " + other.at("label").place()));
    }
  }

  private void overlaps(List<Value.Obj> partitions) {
    List<Value.Obj> placed =
        partitions.stream()
            .filter(each -> each.whole("startMiB").orElse(0L) > 0 && each.has("sizeMiB"))
            .toList();
    for (int i = 0; i < placed.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (start(placed.get(i)) <= end(placed.get(j))
            && start(placed.get(j)) <= end(placed.get(i))) {
          findings.add(
              placed.get(i).at("startMiB"),
              "overlaps the partition at " + placed.get(j).origin().place());
        }
      }
    }
  }

  private static long start(Value.Obj partition) {
    return partition.whole("startMiB").orElse(0L);
  }

  /** Size 0 fills what is free, so only its start is known. */
  private static long end(Value.Obj partition) {
    return start(partition) + Math.max(1, partition.whole("sizeMiB").orElse(0L)) - 1;
  }

  private void mixed(List<Value.Obj> partitions) {
    boolean removes = partitions.stream().anyMatch(each -> each.isFalse("shouldExist"));
    if (removes) {
      partitions.stream()
          .filter(each -> each.whole("number").orElse(0L) == 0 && !each.isFalse("shouldExist"))
          .forEach(
              each ->
                  findings.add(
                      each.at("number"), "must be set where another partition is removed"));
    }
  }
}
