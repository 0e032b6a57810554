package io.ironwake.machine;

import io.ironwake.net.BootHints;
import io.ironwake.net.MacAddress;
import io.ironwake.net.Pure;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * A machine as the doors and the API see it.
 *
 * @param arguments kernel arguments of its own, which override the profile's by key
 * @param disk the whole disk an install writes to; without it nothing can be approved
 * @param locked refuses approve, retire and delete
 * @param live a profile with effect LIVE that it boots instead of its disk
 * @param liveOnce {@code live} is forgotten after one serving
 * @param smbiosUuid recorded when first presented; an install is served only to the same
 * @param installs how many installs it has had
 * @param boot what its operator says of its loader and its way to the disk
 * @param variables its own, for templates; they override everybody else's
 * @param hardware what its newest inventory says, if an inspector took one
 * @param safety what keeps it from being wiped, beside its state
 * @param version rises with every change; the ETag
 */
@Pure
public record Machine(
    UUID id,
    String name,
    MachineState state,
    Optional<UUID> profile,
    List<String> arguments,
    Optional<String> disk,
    Map<String, String> labels,
    boolean locked,
    Optional<UUID> live,
    boolean liveOnce,
    Optional<UUID> smbiosUuid,
    Optional<String> serial,
    int installs,
    List<Nic> nics,
    BootHints boot,
    Map<String, Object> variables,
    Optional<HardwareSummary> hardware,
    Safety safety,
    long version,
    Instant createdAt,
    Instant updatedAt) {

  /**
   * What selectors see: the labels of its inventory ({@code hw.…}) and, before them, the declared
   * ones.
   */
  public Map<String, String> selectable() {
    if (hardware.isEmpty()) {
      return labels;
    }
    Map<String, String> all = new HashMap<>(hardware.get().labels());
    all.putAll(labels);
    return all;
  }

  /** One label that {@link #selectable} would have. */
  Optional<String> label(String key) {
    String declared = labels.get(key);
    return declared == null ? hardware.flatMap(it -> it.label(key)) : Optional.of(declared);
  }

  /**
   * One network interface.
   *
   * @param proposed the known machine whose SMBIOS uuid it presented, which an operator may join it
   *     to
   */
  public record Nic(MacAddress mac, Optional<UUID> proposed) {}

  public Machine {
    arguments = List.copyOf(arguments);
    labels = Map.copyOf(labels);
    nics = List.copyOf(nics);
  }

  /** A machine without variables of its own that no inspector has seen and nothing guards. */
  public Machine(
      UUID id,
      String name,
      MachineState state,
      Optional<UUID> profile,
      List<String> arguments,
      Optional<String> disk,
      Map<String, String> labels,
      boolean locked,
      Optional<UUID> live,
      boolean liveOnce,
      Optional<UUID> smbiosUuid,
      Optional<String> serial,
      int installs,
      List<Nic> nics,
      BootHints boot,
      long version,
      Instant createdAt,
      Instant updatedAt) {
    this(
        id,
        name,
        state,
        profile,
        arguments,
        disk,
        labels,
        locked,
        live,
        liveOnce,
        smbiosUuid,
        serial,
        installs,
        nics,
        boot,
        Map.of(),
        Optional.empty(),
        Safety.NONE,
        version,
        createdAt,
        updatedAt);
  }

  /** The same machine as its newest inventory has it. */
  public Machine inspected(HardwareSummary found) {
    return new Machine(
        id,
        name,
        state,
        profile,
        arguments,
        disk,
        labels,
        locked,
        live,
        liveOnce,
        smbiosUuid,
        serial,
        installs,
        nics,
        boot,
        variables,
        Optional.of(found),
        safety,
        version,
        createdAt,
        updatedAt);
  }
}
