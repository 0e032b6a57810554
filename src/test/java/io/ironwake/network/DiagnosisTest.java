package io.ironwake.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.address.Subnet;
import io.ironwake.net.Cidr;
import io.ironwake.net.Ipv4;
import io.ironwake.network.Finding.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DiagnosisTest {
  private static final String OWN_ID = "00000000000000aa";
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
  private static final Ipv4 ROUTER = Ipv4.parse("192.168.1.1");
  private static final Ipv4 US = Ipv4.parse("192.168.1.2");
  private static final LinkFacts PROXY = link("proxy", false, false, false, false);
  private static final LinkFacts FULL = link("full", true, false, false, false);

  private static LinkFacts link(
      String mode, boolean gives, boolean beside, boolean refusing, boolean fixed) {
    return new LinkFacts(
        "eth1",
        mode,
        gives,
        beside,
        refusing,
        fixed,
        List.of(US),
        List.of(Cidr.parse("192.168.1.0/24")));
  }

  /** An answer, field by field. */
  private record Answer(SeenReply reply) {
    static Answer to(AskedAs kind) {
      return new Answer(
          new SeenReply(
              ROUTER,
              kind,
              Ipv4.parse("192.168.1.77"),
              Optional.of(Cidr.parse("192.168.1.0/24")),
              Optional.of(ROUTER),
              Optional.of(Duration.ofHours(12)),
              Ipv4.ANY,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              false,
              Optional.empty(),
              Optional.empty()));
    }

    Answer boot(String file, String next) {
      return with(reply.address(), Ipv4.parse(next), Optional.of(file), reply.vendorClass());
    }

    Answer vendor(String vendorClass) {
      return with(reply.address(), reply.nextServer(), reply.bootFile(), Optional.of(vendorClass));
    }

    Answer address(String address) {
      return with(Ipv4.parse(address), reply.nextServer(), reply.bootFile(), reply.vendorClass());
    }

    private Answer with(
        Ipv4 address, Ipv4 next, Optional<String> file, Optional<String> vendorClass) {
      SeenReply r = reply;
      return new Answer(
          new SeenReply(
              r.server(),
              r.askedAs(),
              address,
              r.network(),
              r.router(),
              r.lease(),
              next,
              file,
              r.tftpServer(),
              vendorClass,
              r.vendorOptions(),
              r.domain(),
              r.peer()));
    }

    Answer lease(Duration lease) {
      SeenReply r = reply;
      return new Answer(
          new SeenReply(
              r.server(),
              r.askedAs(),
              r.address(),
              r.network(),
              r.router(),
              Optional.of(lease),
              r.nextServer(),
              r.bootFile(),
              r.tftpServer(),
              r.vendorClass(),
              r.vendorOptions(),
              r.domain(),
              r.peer()));
    }

    Answer peer(String installation, String mode) {
      SeenReply r = reply;
      return new Answer(
          new SeenReply(
              r.server(),
              r.askedAs(),
              Ipv4.ANY,
              r.network(),
              r.router(),
              r.lease(),
              r.nextServer(),
              r.bootFile(),
              r.tftpServer(),
              r.vendorClass(),
              r.vendorOptions(),
              r.domain(),
              Optional.of(new PeerMark(installation, mode))));
    }
  }

  private static List<Finding> of(LinkFacts link, Answer... answers) {
    ForeignServer server = ForeignServer.named(ROUTER, NOW);
    for (Answer each : answers) {
      server = server.with(each.reply, NOW);
    }
    List<ForeignServer> servers = answers.length == 0 ? List.of() : List.of(server);
    return new Diagnosis(link, servers, OWN_ID).findings(true);
  }

  private static List<String> codes(List<Finding> findings) {
    return findings.stream().map(Finding::code).toList();
  }

  @Test
  void aSitesServerBesideAProxyIsAsItShouldBe() {
    List<Finding> findings = of(PROXY, Answer.to(AskedAs.PLAIN), Answer.to(AskedAs.PXE_UEFI));
    assertThat(codes(findings)).containsExactly("site-dhcp");
    assertThat(findings.getFirst().severity()).isEqualTo(Severity.INFO);
    assertThat(findings.getFirst().line())
        .isEqualTo(
            "192.168.1.1 gives the addresses on eth1: offered 192.168.1.77 in 192.168.1.0/24 by"
                + " router 192.168.1.1 for 43200 s");
  }

  @Test
  void aProxyAloneGetsNobodyAnAddress() {
    assertThat(codes(of(PROXY))).containsExactly("no-dhcp");
    assertThat(of(FULL)).isEmpty();
    assertThat(new Diagnosis(PROXY, List.of(), OWN_ID).findings(false)).as("not looked").isEmpty();
    assertThat(of(link("off", false, false, false, false))).isEmpty();
  }

  @Test
  void aServerBesideAFullOneIsAnErrorUnlessWanted() {
    Answer offer = Answer.to(AskedAs.PLAIN);
    Finding refusing = of(link("full", true, false, true, false), offer).getFirst();
    assertThat(refusing.code()).isEqualTo("foreign-dhcp");
    assertThat(refusing.line())
        .isEqualTo(
            "another DHCP server (192.168.1.1) answers on eth1, so no addresses are given there;"
                + " stop it, or give the subnet mode: proxy, or beside-foreign: true");
    Finding rogue = of(FULL, offer).getFirst();
    assertThat(rogue.code()).isEqualTo("rogue-dhcp");
    assertThat(rogue.severity()).isEqualTo(Severity.ERROR);
    Finding wanted = of(link("full", true, true, false, false), offer).getFirst();
    assertThat(wanted.code()).isEqualTo("beside-foreign");
    assertThat(wanted.severity()).isEqualTo(Severity.WARNING);
  }

  @Test
  void aLeftOverBootFileIsToldWithItsConsequence() {
    List<Finding> findings =
        of(
            PROXY,
            Answer.to(AskedAs.PLAIN),
            Answer.to(AskedAs.PXE_BIOS).boot("pxelinux.0", "192.168.1.9"),
            Answer.to(AskedAs.PXE_UEFI).boot("pxelinux.0", "192.168.1.9"));
    assertThat(codes(findings)).containsExactly("left-over-boot-file", "site-dhcp");
    assertThat(findings.getFirst().text())
        .isEqualTo(
            "192.168.1.1 hands out the boot file 'pxelinux.0' on 192.168.1.9 to BIOS machines, UEFI"
                + " machines: machines that take it never ask Ironwake, and UEFI cannot run it");
    assertThat(findings.getFirst().fix().orElseThrow()).contains("options 66 and 67", "snippets");
  }

  @Test
  void aLeftOverClassBreaksUefiAlone() {
    List<Finding> findings =
        of(
            PROXY,
            Answer.to(AskedAs.PXE_BIOS).vendor("PXEClient"),
            Answer.to(AskedAs.PXE_UEFI).vendor("PXEClient"));
    assertThat(codes(findings)).containsExactly("left-over-vendor-class", "site-dhcp");
    assertThat(findings.getFirst().text()).contains("UEFI", "port 4011 of 192.168.1.1", "BIOS");
    assertThat(codes(of(PROXY, Answer.to(AskedAs.PXE_BIOS).vendor("PXEClient"))))
        .as("quirk 38 is of UEFI")
        .containsExactly("site-dhcp");
  }

  @Test
  void aSiteThatPointsHereIsToldWhetherThatCanWork() {
    Answer offer = Answer.to(AskedAs.PXE_UEFI).boot("snponly.efi", US.toString());
    assertThat(codes(of(PROXY, offer))).containsExactly("points-here-without-nonce", "site-dhcp");
    LinkFacts open = link("proxy", false, false, false, true);
    assertThat(codes(of(open, offer))).containsExactlyInAnyOrder("points-here", "site-dhcp");
    Answer url = Answer.to(AskedAs.HTTP_BOOT).boot("http://192.168.1.2:8069/boot/x.efi", "0.0.0.0");
    assertThat(codes(of(open, url))).contains("points-here");
    Answer other =
        Answer.to(AskedAs.HTTP_BOOT).boot("http://192.168.1.20:8069/boot/x.efi", "0.0.0.0");
    assertThat(codes(of(open, other))).contains("left-over-boot-file");
  }

  @Test
  void anotherProxyIsNamed() {
    Answer offer =
        Answer.to(AskedAs.PXE_UEFI).address("0.0.0.0").boot("wdsmgfw.efi", "192.168.1.1");
    assertThat(codes(of(FULL, offer))).containsExactly("foreign-boot-server");
    assertThat(codes(of(PROXY, offer))).contains("foreign-boot-server", "no-dhcp");
  }

  @Test
  void addressesOfAnotherNetworkAndShortLeasesAreNoticed() {
    assertThat(codes(of(PROXY, Answer.to(AskedAs.PLAIN).address("10.9.9.9"))))
        .containsExactly("other-network", "site-dhcp");
    assertThat(codes(of(PROXY, Answer.to(AskedAs.PLAIN).lease(Duration.ofMinutes(2)))))
        .contains("short-lease");
  }

  @Test
  void severalServersAreOneFinding() {
    ForeignServer one = ForeignServer.named(ROUTER, NOW).with(Answer.to(AskedAs.PLAIN).reply, NOW);
    ForeignServer two =
        ForeignServer.named(Ipv4.parse("192.168.1.3"), NOW)
            .with(Answer.to(AskedAs.PLAIN).reply, NOW);
    assertThat(codes(new Diagnosis(PROXY, Arrays.asList(one, two), OWN_ID).findings(true)))
        .containsExactly("several-dhcp", "site-dhcp", "site-dhcp");
  }

  @Test
  void peersAreNoStrangers() {
    assertThat(codes(of(FULL, Answer.to(AskedAs.PLAIN).peer(OWN_ID, "full"))))
        .containsExactly("replica");
    String other = "00000000000000bb";
    assertThat(codes(of(FULL, Answer.to(AskedAs.PLAIN).peer(other, "full"))))
        .containsExactly("two-ironwakes");
    assertThat(codes(of(FULL, Answer.to(AskedAs.PLAIN).peer(other, "proxy"))))
        .containsExactly("another-ironwake");
  }

  @Test
  void whoDoesNotAnswerAnyMoreIsRememberedButNoFinding() {
    WatchedLink link =
        new WatchedLink(
            Subnet.Mode.FULL, () -> java.util.concurrent.CompletableFuture.completedFuture(null));
    assertThat(link.seen(Answer.to(AskedAs.PLAIN).reply, NOW)).isTrue();
    assertThat(link.seen(Answer.to(AskedAs.PLAIN).reply, NOW)).as("nothing new").isFalse();
    link.looked(false, NOW);
    List<Finding> first = new Diagnosis(PROXY, link.servers(), OWN_ID).findings(true);
    assertThat(link.tell(first).begun()).hasSize(1);
    assertThat(link.tell(first).begun()).as("told once").isEmpty();

    link.looked(false, NOW.plusSeconds(600));
    assertThat(link.servers())
        .singleElement()
        .satisfies(each -> assertThat(each.present()).isFalse());
    WatchedLink.News news = link.tell(new Diagnosis(PROXY, link.servers(), OWN_ID).findings(true));
    assertThat(codes(news.begun())).containsExactly("no-dhcp");
    assertThat(codes(news.ended())).containsExactly("site-dhcp");
  }

  @Test
  void aFirmwareAnswerThatStoppedCountsNoMore() {
    WatchedLink link =
        new WatchedLink(
            Subnet.Mode.FULL, () -> java.util.concurrent.CompletableFuture.completedFuture(null));
    link.seen(Answer.to(AskedAs.PXE_UEFI).boot("x", "192.168.1.9").reply, NOW);
    link.looked(false, NOW);
    link.seen(Answer.to(AskedAs.PLAIN).reply, NOW);
    link.looked(false, NOW);
    assertThat(codes(new Diagnosis(PROXY, link.servers(), OWN_ID).findings(true)))
        .containsExactly("site-dhcp");
  }

  @Test
  void aFloodOfNamesIsBounded() {
    WatchedLink link =
        new WatchedLink(
            Subnet.Mode.FULL, () -> java.util.concurrent.CompletableFuture.completedFuture(null));
    for (int at = 0; at < 1000; at++) {
      link.chosen(ROUTER.plus(at), NOW);
    }
    assertThat(link.servers()).hasSize(64);
  }
}
