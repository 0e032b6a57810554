package io.ironwake.hardware;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import io.ironwake.machine.MachineSpec;
import io.ironwake.net.MacAddress;
import io.ironwake.net.SerialNumber;
import io.ironwake.net.SmbiosUuid;
import io.ironwake.problem.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Expected hardware as an operator writes it: see {@link ExpectedHardware}. */
@JsonNaming(PropertyNamingStrategies.KebabCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ExpectedView(
    Optional<String> name,
    Optional<String> uuid,
    Optional<String> serial,
    Optional<List<String>> macs,
    Optional<Map<String, String>> labels,
    Optional<String> profile,
    Optional<Integer> memoryGib,
    Optional<Integer> disks,
    Optional<Integer> diskGb) {

  /** The view of what is expected. */
  public static ExpectedView of(ExpectedHardware expected) {
    return new ExpectedView(
        Optional.of(expected.name()),
        expected.uuid().map(UUID::toString),
        expected.serial(),
        Optional.of(expected.macs().stream().map(MacAddress::toString).toList()),
        Optional.of(expected.labels()),
        expected.profile(),
        Optional.of(expected.memoryGib()).filter(it -> it > 0),
        Optional.of(expected.disks()).filter(it -> it > 0),
        Optional.of(expected.diskGb()).filter(it -> it > 0));
  }

  /**
   * The same under the name its URL gives it.
   *
   * @throws Problem INVALID when it says another
   */
  ExpectedView named(String wanted) {
    if (name.filter(it -> !it.equals(wanted)).isPresent()) {
      throw Problem.invalid("name: the URL says '" + wanted + "'; leave it out or say the same");
    }
    return new ExpectedView(
        Optional.of(wanted), uuid, serial, macs, labels, profile, memoryGib, disks, diskGb);
  }

  /**
   * What it describes.
   *
   * @throws Problem INVALID naming the key at fault
   */
  public ExpectedHardware toExpected() {
    String named =
        name.orElseThrow(() -> Problem.invalid("expected hardware needs a name, such as node7"));
    try {
      labels.orElse(Map.of()).keySet().forEach(MachineSpec::checkLabel);
      return new ExpectedHardware(
          named,
          uuid.map(ExpectedView::uuid),
          serial.map(ExpectedView::serial),
          macs.orElse(List.of()).stream().map(MacAddress::parse).toList(),
          labels.orElse(Map.of()),
          profile,
          memoryGib.orElse(0),
          disks.orElse(0),
          diskGb.orElse(0));
    } catch (IllegalArgumentException e) {
      throw Problem.invalid("expected hardware " + named + ": " + e.getMessage());
    }
  }

  private static UUID uuid(String text) {
    return SmbiosUuid.parse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "uuid '" + text + "' is no SMBIOS uuid of one machine; leave it out"));
  }

  private static String serial(String text) {
    return SerialNumber.real(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "serial '" + text + "' is no serial number of one machine; leave it out"));
  }
}
