package io.ironwake.address;

import static io.ironwake.address.Fixtures.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        "dns":["10.0.0.2","10.0.0.3"],"domain":"rack.example","options":{"26":{"value":"1400","always":true},"42":"10.0.0.4"},"min-lifetime":300,"valid-lifetime":600,"max-lifetime":900,"renew-timer":200,"rebind-timer":0.75,"offer-lifetime":30,
        "authoritative":true,"match-client-id":true,"beside-foreign":true,"bootp":"dynamic",
        "conflict-probe":"icmp","conflict-probe-millis":500,"pool-warning":80,"min-secs":8,"unknown":"inspect","boot-url":"http://10.0.0.5:8069",
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
          {"26":1400}                                       | 26  | 0578
          {"42":["10.0.0.4","10.0.0.5"]}                    | 42  | 0a0000040a000005
          {"43":{"1":"u8:5","2":"text:a;b"}}                | 43  | 0101050203613b62
          {"125":{"3561":{"1":"text:x"},"311":{"5":true}}}  | 125 | 00000de903010178000001370305 0101
          {"124":{"3561":"text:cpe"}}                       | 124 | 00000de903637065
          {"175":{"176":"u8:1"}}                            | 175 | b00101
          {"119":["a.example","example"]}                   | 119 | 0161076578616d706c6500076578616d706c6500
          {"121":["10.0.0.0/8 via 10.9.0.1"]}               | 121 | 080a0a090001
          {"224":{"value":"text:hi","always":true}}         | 224 | 6869
          """)
  void optionsMayBeWrittenAsYamlHasThem(String written, int code, String hex) throws Exception {
    Subnet subnet =
        read("{\"name\":\"r\",\"cidr\":\"10.0.0.0/24\",\"options\":" + written + "}")
            .toSubnet(ID, 1);

    DeclaredOption option = subnet.options().others().byCode().get(code);
    assertThat(HexFormat.of().formatHex(option.value().toBytes())).isEqualTo(hex.replace(" ", ""));
    assertThat(SubnetView.of(subnet).toSubnet(ID, 1)).isEqualTo(subnet);
  }

  @Test
  void aPoolMayHaveOptions() throws Exception {
    String pools = "[{\"range\":\"10.0.0.10-10.0.0.20\",\"options\":{\"42\":\"10.0.0.4\"}}]";
    Subnet subnet =
        read("{\"name\":\"r\",\"cidr\":\"10.0.0.0/24\",\"pools\":" + pools + "}").toSubnet(ID, 1);

    assertThat(subnet.pools().getFirst().options()).isEqualTo(options(Map.of(42, "10.0.0.4")));
    assertThat(json.valueToTree(SubnetView.of(subnet)).get("pools"))
        .isEqualTo(json.readTree(pools));
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
          {"name":"r","cidr":"10.0.0.0/24","options":{"67":"x"}}      | options: DHCP option 67 is set by Ironwake itself
          {"name":"r","cidr":"10.0.0.0/24","options":{"42":{"x":1}}}  | options: option 42 takes
          {"name":"r","cidr":"10.0.0.0/24","options":{"42":null}}     | options: option 42 has an empty value (null)
          {"name":"r","cidr":"10.0.0.0/24","options":{"42":{"value":null}}} | options: option 42 has an empty value
          {"name":"r","cidr":"10.0.0.0/24","options":{"42":["10.0.0.1",null]}} | options: option 42 has an empty value
          {"name":"r","cidr":"10.0.0.0/24","options":{"43":{"1":null}}} | options: option 43 has an empty value
          {"name":"r","cidr":"10.0.0.0/24","options":{"125":{"311":{"1":null}}}} | options: option 125 has an empty value
          {"name":"r","cidr":"10.0.0.0/24","pools":[{"range":"10.0.0.1-10.0.0.2","options":{"42":null}}]} | pools: option 42 has an empty value
          {"name":"r","cidr":"10.0.0.0/24","pools":[{"range":null}]}  | pools: 'null' is not an address range
          {"name":"r","cidr":"10.0.0.0/24","pools":[{"r":"x"}]}       | pools: a pool is a range
          {"name":"r","cidr":"10.0.0.0/24","renew-timer":"half"}      | renew-timer: 'half' is neither whole seconds
          {"name":"r","cidr":"10.0.0.0/24","renew-timer":0.9}         | renew-timer comes before rebind-timer
          {"name":"r","cidr":"10.0.0.0/24","rebind-timer":3600}       | rebind-timer is below valid-lifetime
          {"name":"r","cidr":"10.0.0.0/24","max-lifetime":600}        | grow in this order, got 60, 3600 and 600
          {"name":"r","cidr":"10.0.0.0/24","pool-warning":101}        | pool-warning is 1 to 100 percent
          {"name":"r","cidr":"10.0.0.0/24","min-secs":256}            | min-secs is 0 to 255 seconds
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

  @ParameterizedTest
  @ValueSource(strings = {"{\"pools\":[null]}", "{\"dns\":[\"10.0.0.1\",null]}"})
  void aListHoldsNothingEmpty(String written) {
    assertThatThrownBy(() -> read(written)).isInstanceOf(InvalidNullException.class);
  }

  @Test
  void aKeyWithoutAValueIsAbsent() throws Exception {
    Subnet subnet =
        read("""
                {"name":"rack1","cidr":"10.0.0.0/24","mode":null,"pools":null,"gateway":null,"dns":null,"options":null,
                "valid-lifetime":null,"renew-timer":null,"bootp":null,"min-secs":null,"interface":null}
                """)
            .toSubnet(ID, 1);

    assertThat(subnet).isEqualTo(Fixtures.subnet(ID, "rack1", "10.0.0.0/24"));
  }

  private SubnetView read(String written) throws Exception {
    return json.readValue(written, SubnetView.class);
  }
}
