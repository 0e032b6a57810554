package io.ironwake.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WipeGuardTest {
  private static final DiskGuard.Found DISK =
      new DiskGuard.Found(
          List.of("S4EWNX0M123456", "5002538e09c4c7a5"),
          Optional.of("SAMSUNG_MZ7LH480"),
          Optional.of("0x5002538e09c4c7a5"),
          480_103_981_056L);

  private static GuardView.Disk disk(String key, Object value) {
    Optional<String> text = Optional.of(value).map(Object::toString);
    Optional<Object> any = Optional.of(value);
    return new GuardView.Disk(
        text.filter(it -> key.equals("serial")),
        text.filter(it -> key.equals("model")),
        text.filter(it -> key.equals("wwn")),
        any.filter(it -> key.equals("size")),
        any.filter(it -> key.equals("min-size")),
        any.filter(it -> key.equals("max-size")));
  }

  private static DiskGuard guard(String key, Object value) {
    return new GuardView(Optional.of(disk(key, value)), Optional.empty()).toGuard().disk();
  }

  @ParameterizedTest
  @CsvSource({
    "serial, S4EWNX0M123456",
    "serial, 5002538e09c4c7a5",
    "serial, ' S4EWNX0M123456 '",
    "model, SAMSUNG MZ7LH480",
    "wwn, naa.5002538E09C4C7A5",
    "size, 480103981056",
    "size, 480103981056B",
    "min-size, 480GB",
    "max-size, 447.2 GiB",
  })
  void letsTheDemandedDiskPass(String key, String value) {
    assertThat(guard(key, value).faults(DISK)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "serial, OTHER, 'its serial is S4EWNX0M123456, 5002538e09c4c7a5, not OTHER'",
    "serial, s4ewnx0m123456, not s4ewnx0m123456",
    "model, SAMSUNG, 'its model is SAMSUNG MZ7LH480, not SAMSUNG'",
    "wwn, 5002538e09c4c7a6, 'its wwn is 5002538e09c4c7a5, not 5002538e09c4c7a6'",
    "size, 480103981568, 'it has 480103981056 bytes, not 480103981568'",
    "min-size, 481GB, 'it has 480103981056 bytes, fewer than 481000000000'",
    "max-size, 480.1GB, 'it has 480103981056 bytes, more than 480100000000'",
  })
  void tellsWhatWasExpectedAndFound(String key, String value, String fault) {
    assertThat(guard(key, value).faults(DISK)).singleElement().asString().contains(fault);
  }

  @Test
  void aDiskThatTellsNothingIsNotTheDemandedOne() {
    DiskGuard.Found mute = new DiskGuard.Found(List.of(), Optional.empty(), Optional.empty(), 512);
    assertThat(guard("serial", "S1").faults(mute)).containsExactly("its serial is unknown, not S1");
    assertThat(guard("wwn", "0x5002538e09c4c7a5").faults(mute)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "size, 480GB and a half, guard.disk.size is not a size",
    "min-size, 12 furlongs, guard.disk.min-size is not a size",
    "size, 0, more than nothing",
    "size, 1000, sectors of 512",
    "serial, '$(reboot)', lsblk -o SERIAL",
    "serial, 'a''b', guard.disk.serial",
    "serial, ' ', guard.disk.serial",
    "model, 'a`b', guard.disk.model",
    "wwn, samsung, guard.disk.wwn",
  })
  void refusesWhatNoDiskHas(String key, String value, String why) {
    assertThatThrownBy(() -> guard(key, value)).hasMessageContaining(why);
  }

  @Test
  void refusesContradictionsAndAnEmptyGuard() {
    assertThatThrownBy(() -> size(Optional.of(512L), Optional.of(1L), Optional.empty()))
        .hasMessageContaining("size is exact");
    assertThatThrownBy(() -> size(Optional.empty(), Optional.of(2L), Optional.of(1L)))
        .hasMessageContaining("swap");
    assertThatThrownBy(() -> new GuardView(Optional.empty(), Optional.empty()).toGuard())
        .hasMessageContaining("demands nothing");
  }

  private static DiskGuard size(Optional<Long> exact, Optional<Long> min, Optional<Long> max) {
    return new DiskGuard(Optional.empty(), Optional.empty(), Optional.empty(), exact, min, max);
  }

  @ParameterizedTest
  @ValueSource(strings = {"00000000-0000-0000-0000-000000000000", "no uuid", ""})
  void aMachineIsNotToldByAPlaceholder(String uuid) {
    assertThatThrownBy(() -> new MachineGuard(Optional.of(uuid), Optional.empty()))
        .hasMessageContaining("uuid")
        .hasMessageContaining("'recorded'");
    assertThatThrownBy(() -> new MachineGuard(Optional.empty(), Optional.of("Default string")))
        .hasMessageContaining("serial");
  }

  @Test
  void isShownAsItWasWritten() {
    GuardView written =
        new GuardView(
            Optional.of(disk("serial", "S1")),
            Optional.of(new GuardView.Identity(Optional.of("recorded"), Optional.of("SN 7"))));
    assertThat(GuardView.of(written.toGuard())).isEqualTo(written);
  }
}
