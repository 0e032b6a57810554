package io.ironwake.sim.ipxe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.sim.ipxe.IpxeOutcome.DriveStarted;
import io.ironwake.sim.ipxe.IpxeOutcome.KernelStarted;
import io.ironwake.sim.ipxe.IpxeOutcome.Returned;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IpxeTest {
  private static final URI FIRST = URI.create("http://10.0.0.1/boot/n/boot.ipxe");

  private final RecordingHost host = new RecordingHost();
  private final IpxeSettings settings = new IpxeSettings();

  @Test
  void commandsJoinedByOrRunOnFailureOnly() {
    IpxeOutcome outcome =
        boot("iseq a b || echo differs", "iseq a a || echo never", "iseq a a && echo same");

    assertThat(outcome).isEqualTo(new Returned(0, false, "the script ended"));
    assertThat(host.console).containsExactly("differs", "same");
  }

  @Test
  void aFailingLineEndsTheScriptAndAnEmptyAlternativeSavesIt() {
    IpxeOutcome outcome = boot("iseq a b ||", "echo still here", "iseq a b", "echo never");

    assertThat(outcome).isEqualTo(new Returned(1, false, "line 4 failed: iseq"));
    assertThat(host.console).containsExactly("still here");
  }

  @Test
  void aCommentEndsTheLineAndABackslashContinuesIt() {
    boot("echo one # two", "# echo never", "echo three \\", "  four");

    assertThat(host.console).containsExactly("one", "three four");
  }

  @Test
  void gotoLoopsUntilACounterIsReached() {
    boot(
        "set n:int32 0", ":again inc n", "echo try ${n}", "iseq ${n} 3 || goto again", "echo done");

    assertThat(host.console).containsExactly("try 1", "try 2", "try 3", "done");
  }

  @Test
  void aMissingLabelFailsTheLine() {
    assertThat(boot("goto nowhere || echo fell through", "goto nowhere"))
        .isEqualTo(new Returned(1, false, "line 3 failed: goto"));
    assertThat(host.console).containsExactly("fell through");
  }

  @Test
  void exitEndsOnlyTheInnermostScript() {
    host.scripts.put("/boot/n/inner", "#!ipxe\nexit 0\necho never\n");

    assertThat(boot("chain inner", "echo outer goes on", "exit 1"))
        .isEqualTo(new Returned(1, true, "the script said exit 1"));
    assertThat(host.console).containsExactly("outer goes on");
  }

  @Test
  void replaceEndsTheOuterScript() {
    host.scripts.put("/boot/n/inner", "#!ipxe\necho inner\nexit 1\n");

    assertThat(
            boot(
                "chain --replace --autofree inner || goto failed",
                "echo never",
                ":failed",
                "echo never"))
        .isEqualTo(new Returned(1, true, "the script said exit 1"));
    assertThat(host.console).containsExactly("inner");
  }

  @Test
  void aFailedDownloadLetsTheScriptRetry() {
    boot(
        ":retry",
        "chain absent || goto wait",
        ":wait",
        "sleep 5",
        "isset ${tried} && exit 0 ||",
        "set tried 1",
        "goto retry");

    assertThat(host.console).containsExactly("no /boot/n/absent", "no /boot/n/absent");
    assertThat(host.slept).containsExactly(Duration.ofSeconds(5), Duration.ofSeconds(5));
  }

  @Test
  void theChainedScriptGetsTheMachinesFactsInItsQuery() {
    settings.set("uuid", new byte[16], "00000000-0000-0000-0000-000000000000");
    settings.set("serial", "A B/1");
    host.scripts.put("/boot/n/script", "#!ipxe\nexit 1");

    boot("chain script?uuid=${uuid}&serial=${serial:uristring}&asset=${asset:uristring}");

    assertThat(host.fetched.getLast())
        .isEqualTo(
            "http://10.0.0.1/boot/n/script?uuid=00000000-0000-0000-0000-000000000000&serial=A%20B%2F1&asset=");
  }

  @Test
  void bootStartsTheKernelWithItsArguments() {
    IpxeOutcome outcome =
        boot(
            "kernel /assets/vmlinuz initrd=initrd a=1 --x",
            "initrd --name initrd /assets/initrd",
            "boot || goto failed",
            "echo never");

    assertThat(outcome).isEqualTo(new KernelStarted("initrd=initrd a=1 --x"));
    assertThat(host.fetched)
        .containsExactly(
            FIRST.toString(),
            "kernel http://10.0.0.1/assets/vmlinuz",
            "initrd http://10.0.0.1/assets/initrd");
  }

  @Test
  void bootWithoutAKernelFails() {
    assertThat(boot("kernel /assets/vmlinuz", "imgfree", "boot || echo nothing to boot"))
        .isInstanceOf(Returned.class);
    assertThat(host.console).containsExactly("nothing to boot");
  }

  @Test
  void sanbootStartsADiskThatBoots() {
    host.bootable = true;

    assertThat(boot("sanboot --no-describe --drive 0x80 || exit", "echo never"))
        .isEqualTo(new DriveStarted("0x80"));
  }

  @Test
  void sanbootOfAnEmptyDiskFails() {
    assertThat(boot("sanboot --no-describe --drive 0x80 || exit", "echo never"))
        .isEqualTo(new Returned(0, true, "the script said exit 0"));
  }

  @Test
  void anUnknownCommandIsAnErrorThatNamesTheLine() {
    assertThatThrownBy(() -> boot("echo fine", "frobnicate now"))
        .isInstanceOf(IpxeException.class)
        .hasMessage("line 3: 'frobnicate' is no command this iPXE knows");
  }

  @Test
  void scriptsThatNestWithoutReplaceAreRefused() {
    host.scripts.put("/boot/n/loop", "#!ipxe\nchain loop");

    assertThatThrownBy(() -> boot("chain loop")).hasMessageContaining("use chain --replace");
  }

  @Test
  void aDocumentWithoutTheMagicLineIsNoScript() {
    host.scripts.put("/boot/n/page", "<html>");

    assertThatThrownBy(() -> boot("chain page")).hasMessageContaining("#!ipxe");
  }

  @ParameterizedTest
  @CsvSource({
    "${net0/mac}, 02:00:00:00:00:0a",
    "${mac:hexhyp}, 02-00-00-00-00-0a",
    "${netX/mac:hexraw}, 02000000000a",
    "${missing}, ''",
    "${missing:uristring}, ''",
    "a${which}b, axb",
    "${${pointer}}, x",
    "$which, $which",
    "${open, ${open"
  })
  void expands(String word, String expected) {
    settings.set("mac", new byte[] {2, 0, 0, 0, 0, 10}, "02:00:00:00:00:0a");
    settings.set("which", "x");
    settings.set("pointer", "which");

    assertThat(settings.expand(word)).isEqualTo(expected);
  }

  @Test
  void anUnknownTypeIsAnError() {
    settings.set("which", "x");

    assertThatThrownBy(() -> settings.expand("${which:base64}")).isInstanceOf(IpxeException.class);
  }

  private IpxeOutcome boot(String... lines) {
    host.scripts.put(FIRST.getPath(), "#!ipxe\n" + String.join("\n", lines) + "\n");
    return new Ipxe(host, settings).boot(FIRST);
  }

  private static final class RecordingHost implements IpxeHost {
    private final Map<String, String> scripts = new HashMap<>();
    private final List<String> console = new ArrayList<>();
    private final List<String> fetched = new ArrayList<>();
    private final List<Duration> slept = new ArrayList<>();
    private boolean bootable;

    @Override
    public String fetchScript(URI uri) throws IOException {
      fetched.add(uri.toString());
      if (!scripts.containsKey(uri.getPath())) {
        throw new FileNotFoundException("no " + uri.getPath());
      }
      return scripts.get(uri.getPath());
    }

    @Override
    public void fetchImage(String what, URI uri) {
      fetched.add(what + " " + uri);
    }

    @Override
    public void console(String line) {
      console.add(line);
    }

    @Override
    public void sleep(Duration nominal) {
      slept.add(nominal);
    }

    @Override
    public boolean canBootDrive(String drive) {
      return bootable;
    }
  }
}
