package io.ironwake.asset;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressKindTest {
  @ParameterizedTest
  @CsvSource({
    "93.184.216.34, PUBLIC",
    "172.15.255.255, PUBLIC",
    "172.32.0.1, PUBLIC",
    "100.128.0.1, PUBLIC",
    "2606:2800:220:1::1, PUBLIC",
    "127.0.0.1, LOOPBACK",
    "127.255.3.4, LOOPBACK",
    "::1, LOOPBACK",
    "169.254.169.254, LINK_LOCAL",
    "fe80::1, LINK_LOCAL",
    "febf::1, LINK_LOCAL",
    "10.1.2.3, PRIVATE",
    "172.16.0.1, PRIVATE",
    "172.31.255.255, PRIVATE",
    "192.168.1.1, PRIVATE",
    "100.64.0.1, PRIVATE",
    "fd00:ec2::254, PRIVATE",
    "fec0::1, PRIVATE",
    "0.0.0.0, SPECIAL",
    "0.1.2.3, SPECIAL",
    "224.0.0.1, SPECIAL",
    "255.255.255.255, SPECIAL",
    "240.0.0.1, SPECIAL",
    "192.0.0.192, SPECIAL",
    "192.0.2.1, SPECIAL",
    "198.18.0.1, SPECIAL",
    "::, SPECIAL",
    "ff02::1, SPECIAL",
    "2001:db8::1, SPECIAL",
    "2001::1, SPECIAL",
  })
  void addressesAreWhatTheyAre(String address, AddressKind kind) throws Exception {
    assertThat(AddressKind.of(InetAddress.getByName(address))).isEqualTo(kind);
  }

  @ParameterizedTest
  @CsvSource({
    "64:ff9b::7f00:1, LOOPBACK",
    "64:ff9b::a9fe:a9fe, LINK_LOCAL",
    "64:ff9b::5db8:d822, PUBLIC",
    "2002:7f00:1::1, LOOPBACK",
    "2002:a9fe:a9fe::1, LINK_LOCAL",
    "2002:c0a8:101::1, PRIVATE",
    "::7f00:1, SPECIAL",
  })
  void anAddressInsideAnAddressCounts(String address, AddressKind kind) throws Exception {
    assertThat(AddressKind.of(InetAddress.getByName(address))).isEqualTo(kind);
  }
}
