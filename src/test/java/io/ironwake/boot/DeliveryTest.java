package io.ironwake.boot;

import static io.ironwake.boot.BootLab.ELSEWHERE;
import static io.ironwake.boot.BootLab.OPERATOR;
import static io.ironwake.boot.BootLab.configUrl;
import static io.ironwake.boot.BootLab.isInstall;
import static io.ironwake.boot.BootLab.isLocalBoot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.asset.K3osIso;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState.Approved;
import io.ironwake.machine.MachineState.Installed;
import io.ironwake.machine.MachineState.Installing;
import io.ironwake.problem.Problem;
import io.ironwake.profile.Arch;
import io.ironwake.store.MariaDbTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Installs that an operator carries to the machine: takeover, image, overlay. */
@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class DeliveryTest {
  private static final byte[] ISO = K3osIso.bytes();

  @Inject BootLab lab;
  @Inject Deliveries deliveries;

  @BeforeEach
  void open() {
    lab.open();
  }

  private Machine approved(String way) {
    UUID profile = lab.k3os("k3os-" + way, way, Arch.AMD64, "k3os-amd64.iso", ISO);
    return lab.approve(lab.machine(profile, way.equals("iso") ? "/dev/sda" : "/dev/sda1"));
  }

  private String link(Machine machine) {
    return deliveries.make(machine.id(), lab.base(), Optional.empty(), OPERATOR).url();
  }

  private static String found(String pattern, String text) {
    Matcher matcher = Pattern.compile(pattern).matcher(text);
    assertThat(matcher.find()).as("%s in %s", pattern, text).isTrue();
    return matcher.group(1);
  }

  @Test
  void aTakeoverIsHandedOutOnceToTheMachineThatWasApproved() {
    Machine machine = approved("takeover");
    assertThat(isLocalBoot(lab.bootScript(machine)))
        .as("its network boot leads to its disk")
        .isTrue();
    String link = link(machine);

    String stub = lab.get(link).body();
    assertThat(stub).startsWith("#!/bin/sh").contains(machine.nics().getFirst().mac().toString());
    assertThat(lab.state(machine)).as("the stub holds no install").isInstanceOf(Approved.class);

    String url = found("url='([^']+)'", stub);
    assertThat(lab.head(url).body()).isEmpty();
    String script = lab.get(url + "?uuid=&serial=").body();
    assertThat(script).contains("target='/dev/sda1'", "sha256='" + BootLab.sha256(ISO) + "'");
    assertThat(lab.get(url + "?uuid=&serial=").body()).as("sent again").isEqualTo(script);
    assertThat(lab.attempts(machine)).isEqualTo(1);
    assertThat(lab.state(machine)).isInstanceOf(Installing.class);
    assertThat(isInstall(lab.bootScript(machine))).isFalse();

    String config = found("ironwake_config='([^']+)'", script);
    assertThat(lab.get(config + "/config.yaml").body()).contains("hostname: ");
    assertThat(lab.get(config + "/script.takeover").statusCode())
        .as("the script is no config")
        .isEqualTo(404);
    String report = found("ironwake_report='([^']+)'", script);
    assertThat(lab.get(report + "/booted").statusCode()).isEqualTo(200);
    assertThat(lab.state(machine)).isInstanceOf(Installed.class);
    assertThat(lab.get(link).statusCode()).isEqualTo(410);
  }

  @Test
  void aTakeoverIsRefusedToAnotherMachineAndAnotherAddress() {
    Machine machine = approved("takeover");
    lab.sql("UPDATE machine SET serial = 'S1' WHERE id = ?1", machine.id());
    String url = found("url='([^']+)'", lab.get(link(machine)).body());

    assertThat(lab.get(url + "?serial=S2").body()).contains("another serial number", "exit 1");
    assertThat(lab.getFrom(ELSEWHERE, url).statusCode()).isEqualTo(403);
    assertThat(lab.attempts(machine)).isZero();
  }

  @Test
  void anImageIsReadInPartsAndInstallsOnce() {
    Machine machine = approved("iso");
    String link = link(machine);
    assertThat(lab.head(link).headers().firstValueAsLong("Content-Length").orElse(0))
        .isEqualTo(ISO.length);
    HttpResponse<String> first = lab.get(link, "Range", "bytes=0-4095");
    assertThat(first.statusCode()).isEqualTo(206);
    assertThat(lab.state(machine)).as("nothing of the menu was read").isInstanceOf(Approved.class);

    String whole = lab.get(link).body();
    assertThat(whole.getBytes(StandardCharsets.ISO_8859_1).length).isEqualTo(ISO.length);
    assertThat(whole)
        .contains(
            "'k3os.fallback_mode=install'",
            "'k3os.install.config_url=" + lab.base(),
            "'console=ttyS0'")
        .doesNotContain("k3os.mode=live", "iso_url");
    int menu = whole.indexOf("set default=0");
    String part = lab.get(link, "Range", "bytes=" + menu + "-" + (menu + 99)).body();
    assertThat(part).isEqualTo(whole.substring(menu, menu + 100));
    assertThat(lab.attempts(machine)).isEqualTo(1);
    assertThat(isLocalBoot(lab.bootScript(machine))).isTrue();

    String tag = lab.head(link).headers().firstValue("ETag").orElseThrow();
    assertThat(lab.get(configUrl(whole.replace("'", " "))).statusCode()).isEqualTo(200);
    String after = lab.get(link).body();
    assertThat(after)
        .as("it stays attached and does not install again")
        .contains("--label K3OS_STATE")
        .doesNotContain("k3os.install");
    assertThat(lab.head(link).headers().firstValue("ETag").orElseThrow()).isNotEqualTo(tag);
    assertThat(lab.head(link).headers().firstValueAsLong("Content-Length").orElse(0))
        .isEqualTo(ISO.length);
    assertThat(lab.attempts(machine)).isEqualTo(1);
  }

  @Test
  void anImageThatWipesAsksUnlessTold() {
    Machine machine = approved("iso");
    String config = lab.get(link(machine)).body().replace("'", " ");
    String report = lab.reportUrl(config);
    lab.get(report + "/booted");
    Machine again = lab.reinstall(lab.now(machine));

    String asking = lab.get(link(again)).body();
    assertThat(asking)
        .contains("'k3os.mode=install'")
        .containsSubsequence("menuentry 'Boot from disk'", "menuentry 'Install k3OS");
    String told = deliveries.make(again.id(), lab.base(), Optional.of(true), OPERATOR).url();
    assertThat(lab.get(told).body())
        .containsSubsequence("menuentry 'Install k3OS", "menuentry 'Boot from disk'");
  }

  @Test
  void anOverlayIsFetchedAsOftenAsItTakesAndEndsWithTheFirstBoot() {
    UUID profile = lab.k3os("k3os-overlay", "overlay", Arch.ARM64, "k3os-rootfs-arm64.tar.gz", ISO);
    Machine machine = lab.approve(lab.machine(profile, "/dev/mmcblk0p2"));
    String link = link(machine);

    assertThat(lab.head(link).statusCode()).isEqualTo(200);
    assertThat(lab.state(machine)).isInstanceOf(Approved.class);
    String archive = lab.get(link).body();
    assertThat(archive).contains("k3os/system/config.yaml", "sha256sum -c");
    assertThat(lab.get(link).body()).isEqualTo(archive);
    assertThat(lab.attempts(machine)).isEqualTo(1);

    lab.get(found("u='([^']+)'", archive));
    assertThat(lab.state(machine)).isInstanceOf(Installed.class);
    assertThat(lab.get(link).statusCode()).isEqualTo(410);
  }

  @Test
  void theMenuAloneIsTheSameInstall() {
    Machine machine = approved("iso");
    String link = link(machine);
    String menu = lab.get(link.substring(0, link.lastIndexOf('/')) + "/grub.cfg").body();

    assertThat(lab.get(link).body()).contains(menu);
    assertThat(lab.attempts(machine)).isEqualTo(1);
  }

  @Test
  void aNewerLinkTakesThePlaceOfAnUnusedOne() {
    Machine machine = approved("iso");
    String old = link(machine);
    String link = link(machine);

    assertThat(lab.get(old).statusCode()).isEqualTo(404);
    assertThat(lab.get(link).statusCode()).isEqualTo(200);
    assertThat(lab.get(lab.base() + "/takeover/" + "x".repeat(32)).statusCode()).isEqualTo(404);
  }

  @Test
  void whatIsNotApprovedForItHasNoLink() {
    Machine plain = lab.approved(lab.k3os("k3os"));
    assertThatThrownBy(() -> link(plain))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("approved for a network boot");
    Machine waiting = lab.machine(lab.k3os("k3os"));
    assertThatThrownBy(() -> link(waiting)).hasMessageContaining("approve it first");
    Machine machine = approved("iso");
    assertThatThrownBy(
            () -> deliveries.make(machine.id(), "http://a b/", Optional.empty(), OPERATOR))
        .hasMessageContaining("boot-url");
  }

  @Test
  void anImageWithoutAMenuCannotBeApproved() {
    UUID profile =
        lab.k3os(
            "k3os-no-menu",
            "iso",
            Arch.AMD64,
            "k3os-amd64.iso",
            "no image".getBytes(StandardCharsets.US_ASCII));
    assertThatThrownBy(() -> lab.approve(lab.machine(profile)))
        .hasMessageContaining("cannot be approved")
        .hasMessageContaining("k3os-amd64.iso");
  }
}
