package io.ironwake.sim.ipxe;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;

/** What a script can do to the machine it runs on. */
public interface IpxeHost {
  /**
   * Downloads a text whole, to be run as a script.
   *
   * @throws IOException when the download fails; the command then fails and the script decides
   */
  String fetchScript(URI uri) throws IOException;

  /**
   * Downloads a kernel or an initrd whole.
   *
   * @param what "kernel" or "initrd"
   * @throws IOException when the download fails
   */
  void fetchImage(String what, URI uri) throws IOException;

  /** Shows a line on the console. */
  void console(String line);

  /** Waits; {@code nominal} is what the script asked for. */
  void sleep(Duration nominal);

  /** True when {@code sanboot} of that BIOS drive would start an operating system. */
  boolean canBootDrive(String drive);
}
