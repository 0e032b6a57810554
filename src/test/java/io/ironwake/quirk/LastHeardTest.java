package io.ironwake.quirk;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastHeardTest {
  private static final Ipv4 HERE = Ipv4.parse("10.0.0.7");

  private final LastHeard heard = new LastHeard();

  @Test
  void anAddressIsThatOfItsLastClient() {
    heard.put(client(1), Optional.empty());
    assertThat(heard.at(HERE)).isEmpty();
    heard.put(client(1), Optional.of(HERE));
    assertThat(heard.at(HERE)).contains(client(1));
    heard.put(client(2), Optional.of(HERE));
    assertThat(heard.at(HERE)).contains(client(2));
  }

  @Test
  void theEldestAreForgotten() {
    heard.put(client(1), Optional.of(HERE));
    for (int i = 2; i < 20_010; i++) {
      heard.put(client(i), Optional.empty());
    }
    assertThat(heard.at(HERE)).isEmpty();
  }

  private static QuirkSubject client(long mac) {
    return new QuirkSubject(new MacAddress(mac), Optional.empty(), Traits.UNKNOWN, Model.UNKNOWN);
  }
}
