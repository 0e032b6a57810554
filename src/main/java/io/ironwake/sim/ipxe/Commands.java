package io.ironwake.sim.ipxe;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The commands (ipxe.org/cmd). A status of 0 is success. */
final class Commands {
  private static final int FAILED = 1;

  private final Ipxe ipxe;
  private final ScriptRun script;

  Commands(Ipxe ipxe, ScriptRun script) {
    this.ipxe = ipxe;
    this.script = script;
  }

  int execute(List<String> words) {
    if (words.isEmpty()) {
      return 0;
    }
    CommandArguments arguments = CommandArguments.of(words);
    return switch (words.getFirst()) {
      case "echo" -> echo(arguments);
      case "set" -> set(arguments);
      case "clear" -> clear(arguments);
      case "inc" -> increment(arguments);
      case "isset" -> status(!arguments.operand(0).isEmpty());
      case "iseq" -> status(arguments.operand(0).equals(arguments.operand(1)));
      case "goto" -> status(script.jump(arguments.operand(0)));
      case "sleep" -> sleep(arguments);
      case "exit" -> exit(arguments);
      case "chain", "imgexec", "boot" -> chain(arguments);
      case "kernel" -> kernel(arguments);
      case "initrd" -> initrd(arguments);
      case "imgfree" -> free();
      case "sanboot" -> sanboot(arguments);
      case "reboot" -> leave(new IpxeOutcome.Rebooted());
      case "poweroff" -> leave(new IpxeOutcome.PoweredOff());
      case "dhcp", "ifopen", "ifconf", "ifstat", "imgstat", "route" -> 0;
      default ->
          throw new IpxeException("'" + words.getFirst() + "' is no command this iPXE knows");
    };
  }

  private static int status(boolean success) {
    return success ? 0 : FAILED;
  }

  private int echo(CommandArguments arguments) {
    ipxe.host().console(String.join(" ", arguments.operands()));
    return 0;
  }

  private int set(CommandArguments arguments) {
    List<String> value = arguments.operands().subList(1, arguments.operands().size());
    ipxe.settings().set(arguments.operand(0), String.join(" ", value));
    return 0;
  }

  private int clear(CommandArguments arguments) {
    ipxe.settings().clear(arguments.operand(0));
    return 0;
  }

  private int increment(CommandArguments arguments) {
    String name = arguments.operand(0);
    String old = ipxe.settings().get(name);
    int by = arguments.operands().size() > 1 ? number(arguments.operand(1)) : 1;
    ipxe.settings().set(name, Integer.toString((old.isEmpty() ? 0 : number(old)) + by));
    return 0;
  }

  private int sleep(CommandArguments arguments) {
    ipxe.host().sleep(Duration.ofSeconds(number(arguments.operand(0))));
    return 0;
  }

  private int exit(CommandArguments arguments) {
    int status = arguments.operands().isEmpty() ? 0 : number(arguments.operand(0));
    ipxe.because(true, "the script said exit " + status);
    script.stop();
    return status;
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException notANumber) {
      throw new IpxeException("'" + text + "' is not a number");
    }
  }

  private int chain(CommandArguments arguments) {
    if (arguments.operands().isEmpty()) {
      return boot();
    }
    Optional<LoadedScript> loaded = download(script.uri().resolve(arguments.operand(0)));
    if (loaded.isPresent() && arguments.has("--replace", "-r")) {
      script.replaceBy(loaded.get());
      return 0;
    }
    return loaded.map(ipxe::run).orElse(FAILED);
  }

  private Optional<LoadedScript> download(URI uri) {
    try {
      return Optional.of(ipxe.load(uri));
    } catch (IOException failed) {
      ipxe.host().console(String.valueOf(failed.getMessage()));
      return Optional.empty();
    }
  }

  private int boot() {
    return ipxe.images()
        .kernelArguments()
        .map(line -> leave(new IpxeOutcome.KernelStarted(line)))
        .orElse(FAILED);
  }

  private int kernel(CommandArguments arguments) {
    int status = fetch("kernel", arguments);
    if (status == 0) {
      ipxe.images()
          .selectKernel(
              String.join(" ", arguments.operands().subList(1, arguments.operands().size())));
    }
    return status;
  }

  private int initrd(CommandArguments arguments) {
    return fetch("initrd", arguments);
  }

  private int fetch(String what, CommandArguments arguments) {
    try {
      ipxe.host().fetchImage(what, script.uri().resolve(arguments.operand(0)));
      return 0;
    } catch (IOException failed) {
      ipxe.host().console(String.valueOf(failed.getMessage()));
      return FAILED;
    }
  }

  private int free() {
    ipxe.images().free();
    return 0;
  }

  private int sanboot(CommandArguments arguments) {
    String drive = arguments.value("--drive", "-d").orElse("0x80");
    return ipxe.host().canBootDrive(drive) ? leave(new IpxeOutcome.DriveStarted(drive)) : FAILED;
  }

  private int leave(IpxeOutcome outcome) {
    ipxe.leave(outcome);
    return 0;
  }
}
