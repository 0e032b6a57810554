package io.ironwake.boot;

import static io.ironwake.boot.BootLab.HOME;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ironwake.address.SubnetView;
import io.ironwake.address.Subnets;
import io.ironwake.machine.Machine;
import io.ironwake.machine.MachineState.Approved;
import io.ironwake.machine.MachineState.Installing;
import io.ironwake.net.ClientArch;
import io.ironwake.net.Ipv4;
import io.ironwake.store.MariaDbTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Loaders other than iPXE, from the DHCP answer to the kernel, as their TFTP requests come. */
@Tag("database")
@QuarkusTest
@QuarkusTestResource(MariaDbTestResource.class)
class OtherLoadersTest {
  private static final String SITE = "loaders";

  @Inject BootLab lab;
  @Inject BootAdvisor advisor;
  @Inject BootFiles files;
  @Inject Subnets subnets;
  @Inject ObjectMapper json;

  /** One address for each machine: a name without a nonce is known by it. */
  private static int hosts = 1;

  private final Ipv4 client = new Ipv4(0x7F07_0000 + hosts++);

  @BeforeEach
  void open() throws JsonProcessingException {
    lab.open();
    lab.loader();
    lab.loader("shimx64.efi");
    lab.loader("grubx64.efi");
    lab.loader("pxelinux.0");
    declare("\"unknown\": \"hold\", \"loader\": \"shim-grub\"");
  }

  private void declare(String rules) throws JsonProcessingException {
    String text =
        "{\"name\": \""
            + SITE
            + "\", \"cidr\": \"127.7.0.0/16\", \"mode\": \"proxy\", "
            + rules
            + "}";
    subnets.create(json.readValue(text, SubnetView.class), "test");
  }

  @AfterEach
  void undeclare() {
    subnets.delete(SITE, "test");
  }

  /** The name DHCP gives this machine's firmware. */
  private String power(Machine machine, ClientArch arch, BootStage stage) {
    return advisor
        .advise(
            new BootRequest(
                Door.DHCP,
                machine.nics().getFirst().mac(),
                stage,
                Optional.of(arch),
                Optional.empty(),
                Optional.empty(),
                Optional.of(client),
                HOME,
                Optional.of(SITE)))
        .file()
        .orElseThrow()
        .tftpName();
  }

  private FileAnswer tftp(Ipv4 from, String name) {
    return files.tftp(from, name).toCompletableFuture().join();
  }

  private String text(String name) {
    FileAnswer answer = tftp(client, name);
    assertThat(answer).as(name.replaceAll(".*/", "")).isInstanceOf(FileAnswer.Bytes.class);
    return new String(((FileAnswer.Bytes) answer).content(), StandardCharsets.UTF_8);
  }

  /** What GRUB asks for next: the stub puts its MAC and uuid behind the name. */
  private static String next(String script, Machine machine) {
    return next(script) + "/" + machine.nics().getFirst().mac();
  }

  private static String next(String script) {
    Matcher next = Pattern.compile("set next=/(\\S+)").matcher(script);
    assertThat(next.find()).isTrue();
    return next.group(1);
  }

  @Test
  void shimAndGrubLeadAnApprovedMachineToItsKernel() {
    Machine machine = lab.approved(lab.generic("generic"));
    String shim = power(machine, ClientArch.UEFI_X64, BootStage.FIRMWARE);
    assertThat(shim).endsWith("/shimx64.efi");
    String nonce = shim.substring(0, shim.indexOf('/'));

    assertThat(tftp(client, shim)).isInstanceOf(FileAnswer.OnDisk.class);
    assertThat(tftp(client, nonce + "/revocations_sbat.efi"))
        .isInstanceOf(FileAnswer.NotFound.class);
    assertThat(tftp(client, nonce + "/grubx64.efi")).isInstanceOf(FileAnswer.OnDisk.class);
    assertThat(tftp(client, "grub/x86_64-efi/command.lst")).isInstanceOf(FileAnswer.NotFound.class);
    String stub = text("grub/grub.cfg");
    assertThat(next(stub)).startsWith(nonce + "/");
    assertThat(lab.state(machine)).as("the stub arms nothing").isInstanceOf(Approved.class);

    String script = text(next(stub, machine) + "/" + UUID.randomUUID());

    assertThat(script).contains("if linux /" + nonce + "/assets/generic/v1-generic/amd64/vmlinuz");
    assertThat(script).contains("'quiet'").contains("'config=http://");
    assertThat(lab.state(machine)).isInstanceOf(Installing.class);
    assertThat(lab.now(machine).smbiosUuid()).isPresent();
    assertThat(tftp(client, nonce + "/assets/generic/v1-generic/amd64/vmlinuz"))
        .isInstanceOf(FileAnswer.OnDisk.class);
  }

  @Test
  void theSameScriptAgainIsTheSameAttempt() {
    Machine machine = lab.approved(lab.generic("generic"));
    power(machine, ClientArch.UEFI_X64, BootStage.FIRMWARE);
    String name = next(text("grub/grub.cfg"), machine);

    assertThat(text(name)).isEqualTo(text(name)).contains("linux ");
    assertThat(next(text("grub/grub.cfg"), machine)).as("GRUB may start over").isEqualTo(name);
    assertThat(lab.attempts(machine)).isEqualTo(1);
  }

  @Test
  void anotherAddressGetsNothing() {
    Machine machine = lab.approved(lab.generic("generic"));
    power(machine, ClientArch.UEFI_X64, BootStage.FIRMWARE);
    String name = next(text("grub/grub.cfg"), machine);
    Ipv4 elsewhere = new Ipv4(0x7F07_FF01);

    assertThat(tftp(elsewhere, name)).isInstanceOf(FileAnswer.Refused.class);
    assertThat(next(asText(tftp(elsewhere, "grub/grub.cfg"))))
        .as("it is to say who it is")
        .startsWith("enter/$net_default_mac/");
    String mac = machine.nics().getFirst().mac().toString();
    assertThat(asText(tftp(elsewhere, "enter/" + mac + "/script.cfg/wait-0")))
        .contains("Asking again")
        .doesNotContain("linux ");
    assertThat(lab.state(machine)).isInstanceOf(Approved.class);
  }

  /** Another machine took the address and its DHCP exchange went through another replica. */
  @Test
  void theStubOfTheMachineThatWasHereBeforeInstallsNoOther() {
    Machine before = lab.approved(lab.generic("generic"));
    Machine now = lab.machine(lab.generic("generic"));
    power(before, ClientArch.UEFI_X64, BootStage.FIRMWARE);
    String stub = text("grub/grub.cfg");

    String held = text(next(stub, now) + "/" + UUID.randomUUID());
    assertThat(held).contains("another machine booted").doesNotContain("linux ");
    assertThat(next(held)).isEqualTo("enter/$net_default_mac/script.cfg/wait-1");
    String mac = now.nics().getFirst().mac().toString();
    assertThat(text(next(held, now).replace("$net_default_mac", mac)))
        .contains("another machine booted", "/script.cfg/wait-2");
    assertThat(lab.state(before)).isInstanceOf(Approved.class);
  }

  @Test
  void aGrubThatTellsNoMacIsHeld() {
    Machine machine = lab.approved(lab.generic("generic"));
    power(machine, ClientArch.UEFI_X64, BootStage.FIRMWARE);
    String name = next(text("grub/grub.cfg"));

    for (String asked : new String[] {name, name + "/" + UUID.randomUUID()}) {
      assertThat(text(asked))
          .contains("does not tell its MAC", "/script.cfg/wait-1")
          .doesNotContain("linux ");
    }
    assertThat(lab.state(machine)).isInstanceOf(Approved.class);
  }

  private static String asText(FileAnswer answer) {
    assertThat(answer).isInstanceOf(FileAnswer.Bytes.class);
    return new String(((FileAnswer.Bytes) answer).content(), StandardCharsets.UTF_8);
  }

  @Test
  void twoMachinesAtOneAddressWait() {
    Machine one = lab.approved(lab.generic("generic"));
    Machine other = lab.approved(lab.generic("generic"));
    power(one, ClientArch.UEFI_X64, BootStage.FIRMWARE);
    power(other, ClientArch.UEFI_X64, BootStage.FIRMWARE);

    String mac = one.nics().getFirst().mac().dashed();
    assertThat(text("enter/" + mac + "/script.cfg/wait-3"))
        .contains("several machines")
        .contains("/script.cfg/wait-4");
    assertThat(lab.state(one)).isInstanceOf(Approved.class);
  }

  /** As after a restart of Ironwake between DHCP and GRUB: nothing is known of the address. */
  @Test
  void whoeverWaitsWithoutALinkIsSentToItsDiskAtLast() {
    Machine machine = lab.approved(lab.generic("generic"));
    String mac = machine.nics().getFirst().mac().toString();
    String dashed = machine.nics().getFirst().mac().dashed();

    assertThat(text("enter/" + mac + "/script.cfg/wait-8639/" + mac)).contains("wait-8640");
    assertThat(text("enter/" + mac + "/script.cfg/wait-8640/" + mac))
        .contains("waited long enough")
        .endsWith("exit 1\n");
    assertThat(text("enter/" + dashed + "/wait-1439/pxelinux.cfg/01-" + dashed))
        .contains("wait-1440");
    assertThat(text("enter/" + dashed + "/wait-1440/pxelinux.cfg/01-" + dashed))
        .contains("waited long enough", "localboot");
    assertThat(lab.state(machine)).isInstanceOf(Approved.class);
  }

  @Test
  void anInstalledMachineWithoutALinkIsSentToItsDiskAtOnce() {
    Machine machine = lab.adopted(lab.generic("generic"));
    String mac = machine.nics().getFirst().mac().toString();

    assertThat(text("enter/" + mac + "/script.cfg/wait-0/" + mac)).endsWith("exit 1\n");
    assertThat(text("pxelinux.cfg/01-" + machine.nics().getFirst().mac().dashed()))
        .contains("localboot");
  }

  @Test
  void grubWaitsUnderFreshNoncesAndInstallsOnceApproved() {
    Machine machine = lab.machine(lab.generic("generic"));
    power(machine, ClientArch.UEFI_X64, BootStage.FIRMWARE);
    String first = next(text("grub/grub.cfg"), machine);
    String hold = text(first);
    assertThat(hold).contains("waits for approval").doesNotContain("linux ");
    assertThat(next(hold)).endsWith("/script.cfg/wait-1").doesNotStartWith(first.split("/")[0]);

    lab.approve(machine);

    assertThat(text(next(hold, machine))).contains("linux ");
  }

  @Test
  void pxelinuxFindsItsDocumentByMacAndNoOther() {
    Machine machine = lab.approved(lab.generic("generic"));
    lab.change(machine, "pxelinux");
    String loader = power(machine, ClientArch.BIOS_X86, BootStage.FIRMWARE);
    assertThat(loader).endsWith("/pxelinux.0");
    String folder = loader.substring(0, loader.indexOf('/')) + "/pxelinux.cfg/";
    String mac = machine.nics().getFirst().mac().dashed();

    assertThat(tftp(client, folder + "01-52-54-00-99-99-99"))
        .isInstanceOf(FileAnswer.NotFound.class);
    assertThat(tftp(client, folder + "default")).isInstanceOf(FileAnswer.NotFound.class);
    assertThat(lab.state(machine)).isInstanceOf(Approved.class);

    assertThat(text(folder + "01-" + mac))
        .contains("linux assets/generic/v1-generic/amd64/vmlinuz")
        .contains("append ")
        .contains("config=http://");
    assertThat(lab.state(machine)).isInstanceOf(Installing.class);
  }

  @Test
  void uBootReadsPxelinuxCfgToo() {
    Machine machine = lab.approved(lab.generic("generic"));
    String file = power(machine, ClientArch.U_BOOT_ARM64, BootStage.U_BOOT);
    assertThat(file).endsWith("/u-boot.txt");
    String folder = file.substring(0, file.indexOf('/')) + "/pxelinux.cfg/";

    assertThat(tftp(client, folder + "default-arm")).isInstanceOf(FileAnswer.NotFound.class);
    assertThat(text("boot.scr.uimg")).contains("setenv bootfile " + file + "\n", "pxe get");
    assertThat(text(folder + "01-" + machine.nics().getFirst().mac().dashed()))
        .contains("  linux assets/")
        .doesNotContain("timeout");
    assertThat(lab.state(machine)).isInstanceOf(Installing.class);
  }

  /** Beside another DHCP server a U-Boot asks within milliseconds of that server's answer. */
  @Test
  void aLoaderThatIsQuickerThanTheNoteOfItsAddressIsAnsweredAllTheSame() {
    Machine machine = lab.approved(lab.generic("generic"));
    CompletionStage<FileAnswer> early = files.tftp(client, "boot.scr.uimg");

    String file = power(machine, ClientArch.U_BOOT_ARM64, BootStage.U_BOOT);

    assertThat(asText(early.toCompletableFuture().join())).contains("setenv bootfile " + file);
    assertThat(tftp(new Ipv4(0x7F07_FF02), "boot.scr.uimg"))
        .as("who stays unknown")
        .isInstanceOf(FileAnswer.NotFound.class);
  }

  @Test
  void anInstalledMachineIsSentToItsDiskByItsLoader() {
    Machine machine = lab.adopted(lab.generic("generic"));
    power(machine, ClientArch.UEFI_X64, BootStage.FIRMWARE);

    assertThat(text(next(text("grub/grub.cfg"), machine)))
        .contains("is installed")
        .contains("chainloader /EFI/")
        .endsWith("exit 1\n");
  }

  @Test
  void ipxesScriptIsAtEveryPlace() {
    Machine machine = lab.machine(lab.generic("generic"));
    String loader = power(machine, ClientArch.UEFI_X64, BootStage.FIRMWARE);
    String nonce = loader.substring(0, loader.indexOf('/'));

    for (String name :
        new String[] {
          nonce + "/autoexec.ipxe", nonce + "/EFI/BOOT/autoexec.ipxe", "autoexec.ipxe"
        }) {
      assertThat(text(name)).startsWith("#!ipxe").contains("/boot/" + nonce + "/script?");
    }
    assertThat(tftp(client, "ipxe.efi")).isInstanceOf(FileAnswer.OnDisk.class);
  }

  /**
   * iPXE's signed shim, built for {@code snponly.efi}, may ask for {@code ipxe.efi} all the same,
   * beside itself or in the root (quirk 22); what it starts asks for {@code autoexec.ipxe}.
   */
  @ParameterizedTest
  @CsvSource({
    "UEFI_X64, snponly-shim.efi, snponly.efi, ipxe.efi",
    "UEFI_ARM64, snponly-shim-arm64.efi, snponly-arm64.efi, ipxe-arm64.efi"
  })
  void ipxesSignedShimFindsItsSecondStageWhateverItCallsIt(
      ClientArch arch, String shim, String own, String other) {
    for (String each : List.of(shim, own)) {
      lab.loader(each);
    }
    Machine machine = lab.approved(lab.generic("generic"));
    lab.change(machine, "ipxe-shim");
    String first = power(machine, arch, BootStage.FIRMWARE);
    assertThat(first).endsWith("/" + shim);
    String nonce = first.substring(0, first.indexOf('/'));

    assertThat(tftp(client, first)).isInstanceOf(FileAnswer.OnDisk.class);
    for (String absent :
        List.of("revocations_sku.efi", "revocations_sbat.efi", "shim_certificate_0.efi")) {
      assertThat(tftp(client, nonce + "/" + absent)).isInstanceOf(FileAnswer.NotFound.class);
    }
    for (String second : List.of(nonce + "/" + own, nonce + "/ipxe.efi", "ipxe.efi", own)) {
      assertThat(onDisk(second)).as("second stage").isIn(own, other);
    }
    assertThat(text(nonce + "/autoexec.ipxe")).contains("/boot/" + nonce + "/script?");
    assertThat(lab.state(machine)).as("loaders arm nothing").isInstanceOf(Approved.class);
  }

  private String onDisk(String name) {
    FileAnswer answer = tftp(client, name);
    assertThat(answer).isInstanceOf(FileAnswer.OnDisk.class);
    return ((FileAnswer.OnDisk) answer).file().getFileName().toString();
  }

  @Test
  void pxelinuxWaitsAndAsksUnderAFreshNonce() {
    Machine machine = lab.machine(lab.generic("generic"));
    lab.change(machine, "pxelinux");
    String loader = power(machine, ClientArch.BIOS_X86, BootStage.FIRMWARE);
    String mac = machine.nics().getFirst().mac().dashed();

    String hold = text(loader.substring(0, loader.indexOf('/')) + "/pxelinux.cfg/01-" + mac);

    Matcher again = Pattern.compile("config ::(\\S+)").matcher(hold);
    assertThat(again.find()).isTrue();
    assertThat(again.group(1)).contains("/wait-1/").doesNotStartWith(loader.split("/")[0]);
    lab.approve(machine);
    assertThat(text(again.group(1))).contains("  append ");
  }

  /** BMCs refuse colons in URLs (quirk 34). */
  @Test
  void urlsHoldNoColonBesideThePorts() {
    Machine machine = lab.approved(lab.generic("generic"));
    String boot = lab.power(machine);
    String stub = lab.get(boot + "/boot.ipxe").body();
    String script = lab.script(boot);
    String config = lab.get(BootLab.configUrl(script)).body();

    List<String> paths =
        Pattern.compile("http://[0-9.]+:[0-9]+(/\\S*)")
            .matcher(boot + "\n" + stub + script + config)
            .results()
            .map(url -> url.group(1))
            .toList();
    assertThat(paths).hasSizeGreaterThan(4);
    assertThat(paths.stream().map(OtherLoadersTest::filledIn)).noneMatch(it -> it.contains(":"));
  }

  /** iPXE's settings as it writes them: a MAC has colons unless it is told {@code hexhyp}. */
  private static String filledIn(String path) {
    return path.replaceAll("\\$\\{[^}]*:(?:hexhyp|uristring)}", "x")
        .replaceAll("\\$\\{[^}]*mac}", "52:54:00:00:00:01")
        .replaceAll("\\$\\{[^}]*}", "x");
  }

  @Test
  void whatALoaderCannotBeToldIsAHoldAndMovesNothing() {
    Machine machine = lab.approved(lab.longLine("long-line"));
    power(machine, ClientArch.UEFI_X64, BootStage.FIRMWARE);

    assertThat(text(next(text("grub/grub.cfg"), machine)))
        .contains("characters too long for GRUB")
        .doesNotContain("linux ");
    assertThat(lab.state(machine)).isInstanceOf(Approved.class);
    assertThat(lab.attempts(machine)).isZero();
  }

  @Test
  void aFixedNameWorksByMacWhereTheSiteAdmitsIt() throws JsonProcessingException {
    undeclare();
    declare("\"nonce\": \"optional\", \"unknown\": \"hold\"");
    Machine machine = lab.approved(lab.generic("generic"));
    String mac = machine.nics().getFirst().mac().toString();

    assertThat(tftp(client, "boot/grub.efi")).isInstanceOf(FileAnswer.OnDisk.class);
    String next = next(text("boot/grub/grub.cfg"), machine).replace("$net_default_mac", mac);
    assertThat(lab.state(machine)).isInstanceOf(Approved.class);
    String script = text(next);
    assertThat(script).contains("linux /");
    assertThat(lab.state(machine)).isInstanceOf(Installing.class);
    for (int again = 0; again < 4; again++) {
      assertThat(text(next)).isEqualTo(script);
    }
    assertThat(lab.attempts(machine)).as("one boot that lost answers").isEqualTo(1);
  }

  @Test
  void overHttpTheTreeIsTheSame() {
    Machine machine = lab.machine(lab.generic("generic"));
    String boot = lab.power(machine);

    assertThat(lab.get(boot + "//grubx64.efi").body()).isEqualTo("a loader stands in");
    assertThat(lab.get(boot + "/shim_certificate_0.efi").statusCode()).isEqualTo(404);
    String stub = lab.get(boot + "/grub.cfg").body();
    assertThat(lab.get(lab.base() + "/" + next(stub, machine)).body())
        .contains("waits for approval");
    assertThat(lab.get(boot + "/EFI/BOOT/autoexec.ipxe").body()).startsWith("#!ipxe");
    assertThat(lab.head(lab.base() + "/" + next(stub, machine)).body()).isEmpty();
  }
}
