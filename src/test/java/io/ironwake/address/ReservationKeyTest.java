package io.ironwake.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.address.ReservationKey.Kind;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReservationKeyTest {
  @ParameterizedTest
  @CsvSource({
    "MAC, 52-54-00-12-34-56, 525400123456, 52:54:00:12:34:56",
    "CLIENT_ID, 01:52:54:00, 01525400, 0x01525400",
    "CLIENT_ID, 0xFF00, ff00, 0xff00",
    "CIRCUIT_ID, eth0/7 vlan 2, 657468302f3720766c616e2032, eth0/7 vlan 2",
    "CIRCUIT_ID, 0x00040007, 00040007, 0x00040007",
    "REMOTE_ID, sw1, 737731, sw1",
    "UUID, 4C4C4544-0042-3510-8052-b4c04f4e3432, 4c4c45440042351 08052b4c04f4e3432,"
        + " 4c4c4544-0042-3510-8052-b4c04f4e3432"
  })
  void whatIsWrittenComesBackInOneForm(Kind kind, String written, String hex, String again) {
    ReservationKey key = ReservationKey.parse(kind, written);

    assertThat(key.hex()).isEqualTo(hex.replace(" ", ""));
    assertThat(key.text()).isEqualTo(again);
    assertThat(ReservationKey.parse(kind, key.text())).isEqualTo(key);
  }

  @ParameterizedTest
  @CsvSource({
    "UUID, 4c4c4544, is not a uuid",
    "CLIENT_ID, node1, write its bytes in hexadecimal",
    "CIRCUIT_ID, 0x0, write its bytes in hexadecimal",
    "MAC, 52:54, is not a MAC address"
  })
  void whatIsNoKeyIsRefusedWithTheForm(Kind kind, String written, String message) {
    assertThatThrownBy(() -> ReservationKey.parse(kind, written)).hasMessageContaining(message);
  }

  @org.junit.jupiter.api.Test
  void aUuidIsTheSameWrittenAndSent() {
    UUID uuid = new UUID(0x4c4c454400423510L, 0x8052b4c04f4e3432L);

    assertThat(ReservationKey.of(uuid)).isEqualTo(ReservationKey.parse(Kind.UUID, uuid.toString()));
  }
}
