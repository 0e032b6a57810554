package io.ironwake.inspector;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code ironwake inspector}: makes the assets of an inspector from a Debian kernel and busybox.
 */
@Command(
    name = "inspector",
    mixinStandardHelpOptions = true,
    description = "Make the inspector's kernel and initramfs as assets; see docs/discovery.md.")
public final class InspectorCommand implements Callable<Integer> {
  private static final String KERNEL = "vmlinuz";
  private static final String INITRD = "inspector.cpio.gz";

  @Spec private CommandSpec spec;

  @Option(
      names = "--kernel",
      required = true,
      description = "A kernel, such as /boot/vmlinuz-6.1.0-38-amd64.")
  private Path kernel;

  @Option(
      names = "--modules",
      required = true,
      description = "Its modules, such as /lib/modules/6.1.0-38-amd64.")
  private Path modules;

  @Option(
      names = "--busybox",
      defaultValue = "/bin/busybox",
      description = "A static busybox (Debian package busybox-static); default ${DEFAULT-VALUE}.")
  private Path busybox;

  @Option(names = "--assets", defaultValue = "pxe-assets", description = "The asset folder.")
  private Path assets;

  @Option(
      names = "--release",
      defaultValue = "inspector",
      description = "The version the profile names; default ${DEFAULT-VALUE}.")
  private String release;

  @Option(names = "--arch", defaultValue = "amd64", description = "amd64 (default) or arm64.")
  private String arch;

  @Override
  public Integer call() throws IOException {
    Path folder = assets.resolve("generic").resolve(release).resolve(arch);
    for (Path part : new Path[] {kernel, modules.resolve("modules.dep"), busybox}) {
      if (!Files.isReadable(part)) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(
            "there is no readable " + part + "; install linux-image-amd64 and busybox-static");
        return 1;
      }
    }
    Files.createDirectories(folder);
    Files.copy(kernel, folder.resolve(KERNEL), StandardCopyOption.REPLACE_EXISTING);
    try (OutputStream out = Files.newOutputStream(folder.resolve(INITRD))) {
      new Initramfs(busybox, new KernelModules(modules)).write(out);
    }
    Files.writeString(folder.resolve("SHA256SUMS"), sum(folder, KERNEL) + sum(folder, INITRD));
    spec.commandLine().getOut().println("the inspector is in " + folder);
    return 0;
  }

  private static String sum(Path folder, String name) throws IOException {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(folder.resolve(name)));
      return HexFormat.of().formatHex(digest) + "  " + name + "\n";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
