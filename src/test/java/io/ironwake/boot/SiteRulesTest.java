package io.ironwake.boot;

import static io.ironwake.boot.BootLab.HOME;
import static io.ironwake.boot.BootLab.isHold;
import static io.ironwake.boot.BootLab.isInstall;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironwake.address.SubnetView;
import io.ironwake.address.Subnets;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState.Approved;
import io.ironwake.net.MacAddress;
import io.ironwake.store.MariaDbTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a subnet may say about booting. */
@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class SiteRulesTest {
  private static final String SITE = "loopback";

  @Inject BootLab lab;
  @Inject Subnets subnets;
  @Inject ObjectMapper json;

  @BeforeEach
  void open() {
    lab.open();
  }

  @AfterEach
  void undeclare() {
    subnets.delete(SITE, "test");
  }

  private void declare(String rules) throws JsonProcessingException {
    String text =
        "{\"name\": \""
            + SITE
            + "\", \"cidr\": \"127.0.0.0/24\", \"mode\": \"proxy\", "
            + rules
            + "}";
    subnets.create(json.readValue(text, SubnetView.class), "test");
  }

  @Test
  void aFixedUrlWorksWhereTheSiteAdmitsIt() throws JsonProcessingException {
    declare("\"nonce\": \"optional\", \"unknown\": \"hold\"");
    Machine machine = lab.approved(lab.generic("generic"));
    MacAddress mac = machine.nics().getFirst().mac();
    assertThat(lab.get(lab.base() + "/boot/boot.ipxe").body())
        .contains("/boot/enter?mac=${netX/mac:hexhyp}");
    assertThat(lab.head(lab.base() + "/boot/enter?mac=" + mac.dashed()).statusCode())
        .isEqualTo(200);
    assertThat(lab.get(lab.base() + "/boot/enter?mac=nonsense").statusCode()).isEqualTo(400);
    Matcher sent =
        Pattern.compile("(http://[^ ]+/boot/[A-Za-z0-9_-]+)/script")
            .matcher(lab.get(lab.base() + "/boot/enter?mac=" + mac.dashed()).body());
    assertThat(sent.find()).isTrue();
    assertThat(lab.state(machine)).as("the entrance arms nothing").isInstanceOf(Approved.class);
    assertThat(isInstall(lab.script(sent.group(1)))).isTrue();
  }

  @Test
  void unknownMachinesAreIgnoredWhereTheSiteSaysSo() throws JsonProcessingException {
    declare("\"unknown\": \"ignore\"");
    Machine machine = lab.machine(lab.generic("generic"));
    String boot = lab.power(machine);
    assertThat(lab.get(boot + "/script").statusCode()).isEqualTo(403);
    assertThat(lab.get(boot + "/boot.ipxe").statusCode()).isEqualTo(403);
    lab.approve(machine);
    assertThat(isInstall(lab.script(boot))).isTrue();
  }

  @Test
  void urlsNameTheAddressTheSiteDeclares() throws JsonProcessingException {
    declare("\"unknown\": \"hold\", \"boot-url\": \"http://127.0.0.99:81\"");
    Machine machine = lab.machine(lab.generic("generic"));
    String boot =
        lab.power(machine.nics().getFirst().mac(), Optional.empty(), Optional.of(HOME))
            .orElseThrow();
    String script = lab.script(boot.replaceAll("http://[^/]+", lab.base()));
    assertThat(isHold(script)).isTrue();
    assertThat(script).contains("chain --replace --autofree http://127.0.0.99:81/boot/");
  }
}
