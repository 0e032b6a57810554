package io.ironwake.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.address.DeclaredOption;
import io.ironwake.address.DeclaredOptions;
import io.ironwake.address.LeaseView;
import io.ironwake.asset.ShelvedRelease;
import io.ironwake.boot.Group;
import io.ironwake.hardware.Finding;
import io.ironwake.journal.Audit;
import io.ironwake.machine.HardwareFacts;
import io.ironwake.machine.Machine;
import io.ironwake.machine.Machine.Nic;
import io.ironwake.machine.MachineState;
import io.ironwake.net.BootHints;
import io.ironwake.net.LoaderChoice;
import io.ironwake.net.LocalBoot;
import io.ironwake.net.MacAddress;
import io.ironwake.network.Snippets;
import io.ironwake.profile.Selector;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every template with what its page gives it. */
class PagesTest {
  private static final UUID ID = new UUID(1, 2);
  private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
  private static final String HOSTILE = "<script>alert('1')</script>\"";

  private final Pages pages = new Pages();

  @Test
  void whateverAMachineSaysOfItselfIsEscaped() {
    String rows =
        pages.render("machine-rows", Map.of("machines", List.of(line(HOSTILE)), "shown", ""));
    assertThat(rows).doesNotContain("<script").contains("&lt;script&gt;");
    String page = pages.render("machine-live", live(line(HOSTILE)));
    assertThat(page).doesNotContain("<script").contains("&lt;script&gt;");
  }

  @Test
  void aReleaseOffersWhatMayBeDoneWithIt() {
    ShelvedRelease free = release(Optional.empty(), List.of());
    assertThat(assetRows(AssetLine.of(free, true)))
        .contains("hx-post=\"/ui/assets/flatcar/1/amd64/pin\"")
        .contains("hx-post=\"/ui/assets/flatcar/1/amd64/remove\"")
        .doesNotContain("<script");
    assertThat(assetRows(AssetLine.of(free, false))).doesNotContain("hx-post");
    ShelvedRelease pinned = release(Optional.of("me"), List.of());
    assertThat(assetRows(AssetLine.of(pinned, true))).contains("/unpin").doesNotContain("/remove");
    ShelvedRelease used = release(Optional.empty(), List.of("profile 'web'"));
    assertThat(assetRows(AssetLine.of(used, true)))
        .contains("profile &#39;web&#39;")
        .doesNotContain("/remove");
  }

  private String assetRows(AssetLine line) {
    AssetJobLine job = new AssetJobLine("flatcar stable", "failed", "3 MB", HOSTILE, "failed");
    return pages.render("asset-rows", Map.of("releases", List.of(line), "jobs", List.of(job)));
  }

  private static ShelvedRelease release(Optional<String> pinnedBy, List<String> usedBy) {
    return new ShelvedRelease(
        "flatcar/1/amd64",
        "flatcar",
        "1",
        "amd64",
        1_400_000_000,
        NOW,
        "signature",
        Optional.of(HOSTILE),
        Optional.of("me"),
        List.of(),
        pinnedBy,
        usedBy,
        List.of());
  }

  @Test
  void aLeaseShowsItsMachineAndOffersToTakeItBackToThoseWhoMay() {
    LeaseView lease =
        new LeaseView(
            "rack1",
            "10.0.0.7",
            Optional.of("52:54:00:00:00:01"),
            Optional.empty(),
            Optional.of(HOSTILE),
            "active",
            NOW,
            NOW);
    Function<MacAddress, Optional<Machine>> machines =
        mac -> Optional.of(machine(new MachineState.Discovered()));

    assertThat(leaseRows(LeaseLine.of(lease, machines, true)))
        .contains("hx-post=\"/ui/leases/10.0.0.7/reclaim\"")
        .contains("<a href=\"/machines/" + ID + "\">")
        .doesNotContain("<script");
    assertThat(leaseRows(LeaseLine.of(lease, machines, false))).doesNotContain("reclaim");
    assertThat(leaseRows()).contains("reservations-only");
  }

  private String leaseRows(LeaseLine... lines) {
    return pages.render("lease-rows", Map.of("leases", List.of(lines), "shown", ""));
  }

  @Test
  void anEmptyListSaysHowToFillIt() {
    assertThat(pages.render("machine-rows", Map.of("machines", List.of(), "shown", "")))
        .contains("rack.yaml");
  }

  @Test
  void theNetworkShowsFindingsWithTheirFixAndEscapesWhatServersSay() {
    NetworkPage.Line link =
        new NetworkPage.Line(
            "eth1",
            "proxy",
            "10.0.0.1",
            "not yet",
            List.of(new NetworkPage.FindingLine("warning", HOSTILE, "remove option 67")),
            List.of(new NetworkPage.ServerLine(HOSTILE, "–", "10.0.0.0/24", HOSTILE, "now")));
    String live = pages.render("network-live", Map.of("links", List.of(link)));
    assertThat(live).doesNotContain("<script").contains("&lt;script&gt;", "remove option 67");
    assertThat(pages.render("network-live", Map.of("links", List.of()))).contains("No interface");
    Map<String, Object> page =
        Map.of(
            "title",
            "Network",
            "actor",
            "admin",
            "csrfHeader",
            "{}",
            "live",
            live,
            "certificates",
            List.of("RSA, SHA-256 AB:CD"),
            "offers",
            List.of(new Snippets.Offer("kea", "Kea DHCPv4")));
    assertThat(pages.render("network", page))
        .contains("/network/snippets/kea", "AB:CD", "Kea DHCPv4");
    assertThat(pages.render("snippet", Map.of("text", "a <b>"))).contains("a &lt;b&gt;");
  }

  @Test
  void aGroupShowsWhatItSaysAndWhichMachinesItSelects() {
    Group group =
        new Group(
            "storage",
            new Selector(Map.of("role", "storage", "rack", HOSTILE)),
            new BootHints(Optional.of(new LoaderChoice("shim-grub")), Optional.of(LocalBoot.EXIT)),
            DeclaredOptions.of(List.of(DeclaredOption.of(42, "192.0.2.9", true))));
    Machine member = labelled(Map.of("role", "storage", "rack", HOSTILE, "site", "a"));
    Machine stranger = labelled(Map.of("role", "storage"));

    GroupLine line = GroupLine.of(group, List.of(stranger, member));
    assertThat(line.members()).containsExactly(new GroupLine.Member(member.id(), member.name()));
    assertThat(pages.render("group-list", Map.of("groups", List.of(line))))
        .contains("id=\"storage\"", "role=storage", "shim-grub", "exit", "42: 192.0.2.9")
        .contains("asked for or not", "<a href=\"/machines/" + member.id() + "\">", "1 machine")
        .doesNotContain("<script", stranger.id().toString());
    assertThat(GroupLine.of(group, List.of(stranger)).count()).startsWith("no machine");
    assertThat(pages.render("group-list", Map.of("groups", List.of()))).contains("No group");
  }

  @Test
  void aLongGroupShowsItsFirstMachinesAndCountsAll() {
    Group group =
        new Group("all", new Selector(Map.of("site", "a")), BootHints.NONE, DeclaredOptions.NONE);
    List<Machine> sixty = Collections.nCopies(60, labelled(Map.of("site", "a")));
    GroupLine line = GroupLine.of(group, sixty);
    assertThat(line.members()).hasSize(50);
    assertThat(line.count()).isEqualTo("60 machines, the first 50 here");
    assertThat(pages.render("group-list", Map.of("groups", List.of(line))))
        .contains("the usual one", "the usual way", "none");
  }

  @Test
  void theFrameCarriesTheCsrfHeaderAsAttribute() {
    Map<String, Object> data =
        Map.of(
            "title",
            "Machines",
            "actor",
            "admin",
            "csrfHeader",
            "{\"X-CSRF-Token\": \"abc\"}",
            "rows",
            "<b>rows</b>",
            "states",
            List.of("FAILED"));
    assertThat(pages.render("machines", data))
        .contains("hx-headers='{&quot;X-CSRF-Token&quot;: &quot;abc&quot;}'")
        .contains("<b>rows</b>")
        .contains("{\"includeIndicatorStyles\": false")
        .doesNotContain("javascript:")
        .doesNotContain("<style")
        .doesNotContain("onclick");
  }

  @Test
  void aMachinesPageShowsItsActionsInstallsAndTimeline() {
    assertThat(pages.render("machine-live", live(line(""))))
        .contains("hx-post=\"/ui/machines/" + ID + "/cancel\"")
        .contains("<a href=\"/groups#storage\">storage</a>")
        .contains("k3os-agent")
        .contains("approved → APPROVED");
  }

  @Test
  void anApprovalNamesTheDiskItWipes() {
    ApprovePanel first =
        ApprovePanel.of(
            machine(new MachineState.Discovered()), List.of("a", "b"), Optional.of("b"));
    assertThat(pages.render("approve", Map.of("panel", first)))
        .contains("wipes <span class=\"mono\">/dev/sda</span>")
        .contains("<option value=\"b\" selected>")
        .doesNotContain("name=\"again\"");
  }

  @Test
  void aReinstallAsksForTheNameAsSecondKey() {
    ApprovePanel again =
        ApprovePanel.of(
            machine(new MachineState.Installed(Optional.of(ID), NOW)), List.of(), Optional.empty());
    assertThat(pages.render("approve", Map.of("panel", again)))
        .contains("name=\"again\"")
        .contains("What is on its disk is lost");
  }

  @Test
  void aMissingValueIsAnErrorAndNotAHole() {
    assertThatThrownBy(() -> pages.render("explanation", Map.of("decision", "hold")))
        .hasMessageContaining("reason");
  }

  static Stream<MachineState> states() {
    return Stream.of(
        new MachineState.Discovered(),
        new MachineState.Approved(new MachineState.Discovered(), NOW.plusSeconds(86_400), ID),
        new MachineState.Installing(ID, 2, NOW.minusSeconds(61), Optional.empty()),
        new MachineState.Installing(ID, 2, NOW.minusSeconds(61), Optional.of(NOW)),
        new MachineState.Installed(Optional.empty(), NOW),
        new MachineState.Installed(Optional.of(ID), NOW),
        new MachineState.Failed(ID, "it burns", NOW, Optional.empty()),
        new MachineState.Retired());
  }

  @ParameterizedTest
  @MethodSource("states")
  void everyStateIsASentence(MachineState state) {
    assertThat(Words.sentence(machine(state), NOW)).endsWith(".").doesNotContain("Optional");
  }

  @Test
  void spansAreSaidInTheirLargestUnits() {
    assertThat(Words.span(NOW, NOW.plusSeconds(59))).isEqualTo("59 s");
    assertThat(Words.span(NOW, NOW.plusSeconds(61))).isEqualTo("1 min");
    assertThat(Words.span(NOW, NOW.plusSeconds(3_660))).isEqualTo("1 h 1 min");
    assertThat(Words.span(NOW, NOW.plusSeconds(90_000))).isEqualTo("1 d 1 h");
    assertThat(Words.span(NOW, NOW.minusSeconds(5))).isEqualTo("0 s");
  }

  @Test
  void aTimelineEntrySaysWhatWasDoneInWords() {
    TimelineEntry change =
        TimelineEntry.of(
            new Audit.Entry(
                NOW,
                "admin",
                "change",
                "machine",
                ID,
                Map.of("changed", List.of("profile", "disk"))));
    assertThat(change.title() + " " + change.facts()).isEqualTo("changed profile, disk");
  }

  @Test
  void aFragmentSeenBeforeIsNotSentAgain() {
    Fragment one = new Fragment("<p>one</p>");
    String mark = one.html().replaceAll(".*value=\"([^\"]+)\".*", "$1");
    assertThat(one.unless(mark).getStatus()).isEqualTo(204);
    assertThat(new Fragment("<p>two</p>").unless(mark).getStatus()).isEqualTo(200);
  }

  private static final Finding FINDING =
      new Finding("duplicate-uuid", Finding.Severity.WARNING, "two are one", "inspect both");

  private static HardwareFacts facts(String text) {
    Optional<String> said = Optional.of(text);
    return new HardwareFacts(
        NOW,
        text,
        new HardwareFacts.Dmi(said, said, said, said, said, said, said),
        new HardwareFacts.Cpu(said, 2, 32, 64, text, List.of(text)),
        64L << 30,
        List.of(
            new HardwareFacts.Disk(
                "sda", List.of(text), said, said, 480_103_981_056L, said, false, said)),
        List.of(
            new HardwareFacts.Nic(
                text,
                MacAddress.parse("52:54:00:00:00:01"),
                Optional.of(25_000),
                said,
                true,
                Optional.of(new HardwareFacts.Neighbour(said, Optional.of("Eth1/7"), said)))));
  }

  @Test
  void aMachinesPageShowsItsHardwareAndWhatIsWrongWithIt() {
    assertThat(pages.render("machine-live", live(line("x"))))
        .contains("2 sockets, 32 cores, 64 threads")
        .contains("64 GiB")
        .contains("sda <span class=\"quiet\">target</span>")
        .contains("480 GB")
        .contains("25000 Mbit/s")
        .contains("port Eth1/7")
        .contains("two are one</p><p>inspect both");
  }

  @Test
  void whatIsExpectedAndHasNotComeIsListed() {
    ExpectedLine line = new ExpectedLine("node7", "serial " + HOSTILE, "64 GiB", "", "");
    assertThat(
            pages.render(
                "hardware-live",
                Map.of(
                    "faulty",
                    List.of(new HardwarePage.Faulty(ID, "a", List.of(FindingLine.of(FINDING)))),
                    "expected",
                    List.of(line),
                    "missing",
                    1L)))
        .contains("not seen yet")
        .contains("two are one")
        .doesNotContain("<script");
  }

  private static Map<String, Object> live(MachineLine line) {
    TimelineEntry entry =
        TimelineEntry.of(
            new Audit.Entry(
                NOW,
                "admin",
                "approve",
                "machine",
                ID,
                Map.of("from", "DISCOVERED", "to", "APPROVED", "disk", "/dev/sda")));
    return Map.of(
        "machine", line,
        "operator", true,
        "actions",
            Action.of(machine(new MachineState.Approved(new MachineState.Discovered(), NOW, ID))),
        "installs",
            List.of(
                new MachinePage.InstallLine(
                    1, "k3os-agent", "/dev/sda", "today by admin", "alive")),
        "groups", List.of("storage"),
        "findings", List.of(FindingLine.of(FINDING)),
        "hardware", List.of(HardwareLines.of(facts(line.name()), Optional.of("/dev/sda"))),
        "timeline", List.of(entry));
  }

  private static MachineLine line(String text) {
    return new MachineLine(
        ID,
        "n" + text,
        "APPROVED",
        "approved",
        "s" + text,
        "p" + text,
        "d" + text,
        List.of("m" + text),
        text,
        text,
        text,
        text,
        false,
        true);
  }

  private static Machine machine(MachineState state) {
    return machine(ID, state, Map.of());
  }

  private static Machine labelled(Map<String, String> labels) {
    UUID id = UUID.nameUUIDFromBytes(labels.toString().getBytes(StandardCharsets.UTF_8));
    return machine(id, new MachineState.Discovered(), labels);
  }

  private static Machine machine(UUID id, MachineState state, Map<String, String> labels) {
    return new Machine(
        id,
        "node-1",
        state,
        Optional.empty(),
        List.of(),
        Optional.of("/dev/sda"),
        labels,
        false,
        Optional.empty(),
        false,
        Optional.empty(),
        Optional.of("SN-9"),
        0,
        List.of(new Nic(MacAddress.parse("52:54:00:00:00:01"), Optional.empty())),
        BootHints.NONE,
        1,
        NOW,
        NOW);
  }
}
