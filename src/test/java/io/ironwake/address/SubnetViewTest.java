package io.ironwake.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubnetViewTest {
  private static final UUID ID = new UUID(1, 1);

  private final ObjectMapper json = new ObjectMapper().registerModule(new Jdk8Module());

  @Test
  void whatIsAbsentHasItsDefault() throws Exception {
    Subnet subnet = read("{\"name\": \"rack1\", \"cidr\": \"10.0.0.0/24\"}").toSubnet(ID, 1);

    assertThat(subnet).isEqualTo(Fixtures.subnet(ID, "rack1", "10.0.0.0/24"));
  }

  @Test
  void everyKeyComesBackAsItWasWritten() throws Exception {
    String written =
        """
        {"name":"rack1","cidr":"10.0.0.0/24","mode":"full","pools":["10.0.0.10-10.0.0.20"],"gateway":"10.0.0.1",
        "dns":["10.0.0.2","10.0.0.3"],"domain":"rack.example","options":{"42":"10.0.0.4"},"valid-lifetime":600,"offer-lifetime":30,
        "authoritative":true,"match-client-id":true,"beside-foreign":true,"bootp":"dynamic",
        "conflict-probe":"icmp","conflict-probe-millis":500,"unknown":"inspect","boot-url":"http://10.0.0.5:8069",
        "next-server":"10.0.0.5","local-boot":"no-file","nonce":"optional","interface":"eth1","shared-network":"floor","version":4}
        """;

    SubnetView again = SubnetView.of(read(written).toSubnet(ID, 4));

    assertThat(json.readTree(json.writeValueAsString(again))).isEqualTo(json.readTree(written));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"cidr":"10.0.0.0/24"}                                      | a subnet needs a name
          {"name":"r"}                                                | subnet r needs a cidr
          {"name":"Rack 1","cidr":"10.0.0.0/24"}                      | 'Rack 1' is not a subnet name
          {"name":"r","cidr":"10.0.0.0/24","shared-network":"A b"}    | 'A b' is not a shared-network name
          {"name":"r","cidr":"10.0.0.0/24","mode":"none"}             | 'none' is not one of full, proxy, reservations-only, off
          {"name":"r","cidr":"10.0.0.1/24"}                           | subnet r: cidr: 10.0.0.1/24 has host bits set; the network is 10.0.0.0/24
          {"name":"r","cidr":"10.0.0.0/24","unknown":"hodl"}          | subnet r: unknown: 'hodl' is not one of ignore, hold, inspect
          {"name":"r","cidr":"10.0.0.0/24","pools":["10.0.0.9"]}      | subnet r: pools: '10.0.0.9' is not an address range
          {"name":"r","cidr":"10.0.0.0/24","gateway":"10.0.0.999"}    | subnet r: gateway: '10.0.0.999' is not an IPv4 address
          {"name":"r","cidr":"10.0.0.0/24","valid-lifetime":5}        | subnet r: valid-lifetime is 60 to
          {"name":"r","cidr":"10.0.0.0/24","bootp":"static"}          | subnet r: bootp: 'static' is not one of off, reserved, dynamic
          {"name":"r","cidr":"10.0.0.0/24","conflict-probe":"ping"}   | subnet r: conflict-probe: 'ping' is not one of off, arp, icmp
          {"name":"r","cidr":"10.0.0.0/24","conflict-probe-millis":5} | subnet r: conflict-probe-millis is 20 to 2000
          """)
  void whatIsWrongIsNamedWithItsKey(String written, String message) throws Exception {
    SubnetView view = read(written);

    assertThatThrownBy(() -> view.toSubnet(ID, 1)).hasMessageContaining(message);
  }

  private SubnetView read(String written) throws Exception {
    return json.readValue(written, SubnetView.class);
  }
}
