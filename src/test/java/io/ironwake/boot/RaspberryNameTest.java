package io.ironwake.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.net.MacAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RaspberryNameTest {
  @ParameterizedTest
  @CsvSource({
    "b989ae1f/start4.elf, FIRMWARE, start4.elf",
    "start4.elf, FIRMWARE, start4.elf",
    "b989ae1f/overlays/overlay_map.dtb, FIRMWARE, overlays/overlay_map.dtb",
    "overlays/vc4-kms-v3d-pi5.dtbo, FIRMWARE, overlays/vc4-kms-v3d-pi5.dtbo",
    "b989ae1f/config.txt, CONFIG, config.txt",
    "config.txt, CONFIG, config.txt",
    "b989ae1f/cmdline.txt, COMMAND_LINE, cmdline.txt",
    "b989ae1f/ironwake-kernel, KERNEL, ironwake-kernel",
    "b989ae1f/ironwake-initrd1, INITRD, ironwake-initrd1"
  })
  void thePrefixIsTakenOff(String name, RaspberryName.Kind kind, String path) {
    Optional<String> serial =
        name.startsWith("b989ae1f/") ? Optional.of("b989ae1f") : Optional.empty();
    assertThat(RaspberryName.of(name))
        .contains(new RaspberryName(Optional.empty(), serial, kind, path));
  }

  @Test
  void aMacInFrontNamesItsPi() {
    assertThat(RaspberryName.of("dc-a6-32-01-02-03/start4.elf"))
        .contains(
            new RaspberryName(
                Optional.of(MacAddress.parse("dc:a6:32:01:02:03")),
                Optional.empty(),
                RaspberryName.Kind.FIRMWARE,
                "start4.elf"));
  }

  @ParameterizedTest
  @CsvSource({
    "10000000b989ae1f, false",
    "B989AE1F, false",
    "10000000b989ae1e, true",
    "b989ae1f10000000, true",
    "CZ-b989ae1e, false"
  })
  void aSerialNumberInFrontIsComparedWithTheOneThatIsRecorded(String recorded, boolean another) {
    assertThat(RaspberryName.of("b989ae1f/cmdline.txt").orElseThrow().isAnothers(recorded))
        .isEqualTo(another);
    assertThat(RaspberryName.of("cmdline.txt").orElseThrow().isAnothers(recorded)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a/b/c",
        "b989ae1f/",
        "",
        "../x",
        "b989ae1f/../x",
        ".hidden",
        "b989ae1f/a b",
        "x/.y"
      })
  void otherNamesAreNoneOfIts(String name) {
    assertThat(RaspberryName.of(name)).isEmpty();
  }

  @Test
  void anInitrdIsNumbered() {
    assertThat(RaspberryName.of("ironwake-initrd2").orElseThrow().initrd()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void everyLineOfItsConfigurationIsShortEnough(int initrds) {
    String text = RaspberryConfig.text("machine 'x' is approved ".repeat(20), initrds);
    assertThat(text.lines()).allSatisfy(line -> assertThat(line.length()).isLessThan(80));
    assertThat(text.lines()).contains("kernel=ironwake-kernel", "cmdline=cmdline.txt");
    assertThat(text.contains("initramfs ")).isEqualTo(initrds > 0);
  }

  @Test
  void twoInitrdsStandOnOneLine() {
    assertThat(RaspberryConfig.text("why", 2))
        .isEqualTo(
            """
            # Ironwake: why
            arm_64bit=1
            enable_uart=1
            kernel=ironwake-kernel
            initramfs ironwake-initrd0,ironwake-initrd1 followkernel
            cmdline=cmdline.txt
            """);
  }

  @Test
  void aReasonCannotBecomeALine() {
    assertThat(
            RaspberryConfig.text("x\nkernel=evil", 1).lines().filter(l -> l.startsWith("kernel")))
        .containsExactly("kernel=ironwake-kernel");
  }

  @Test
  void moreInitrdsThanALineHoldsAreRefused() {
    assertThatThrownBy(() -> RaspberryConfig.text("why", 4)).hasMessageContaining("at most 3");
  }
}
