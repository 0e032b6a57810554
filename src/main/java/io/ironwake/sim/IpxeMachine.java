package io.ironwake.sim;

import io.ironwake.sim.ipxe.IpxeHost;
import io.ironwake.sim.ipxe.IpxeSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;

/** The machine as iPXE sees it. */
final class IpxeMachine implements IpxeHost {
  private static final String AGENT = "iPXE/1.21.1";
  private static final String STUB = "boot.ipxe";
  private static final String FIRST_DRIVE = "0x80";

  private final Board board;
  private final Faults faults;

  IpxeMachine(Board board, Faults faults) {
    this.board = board;
    this.faults = faults;
  }

  /** The settings iPXE fills from SMBIOS, its build and its DHCP lease. */
  static IpxeSettings settings(MachineSpec spec, Lease lease) {
    boolean uefi = spec.firmware() == MachineSpec.Firmware.UEFI;
    IpxeSettings settings = new IpxeSettings();
    settings.set("mac", spec.mac().toBytes(), spec.mac().toString());
    settings.set("uuid", uuidBytes(spec), spec.uuid().toString());
    settings.set("serial", spec.serial());
    settings.set("manufacturer", "Ironwake");
    settings.set("product", "Simulated machine");
    settings.set("memsize", "4096");
    settings.set("buildarch", "x86_64");
    settings.set("platform", uefi ? "efi" : "pcbios");
    settings.set("ip", lease.address().toString());
    settings.set("next-server", lease.nextServer().toString());
    settings.set("filename", lease.bootFile());
    return settings;
  }

  private static byte[] uuidBytes(MachineSpec spec) {
    return ByteBuffer.allocate(16)
        .putLong(spec.uuid().getMostSignificantBits())
        .putLong(spec.uuid().getLeastSignificantBits())
        .array();
  }

  @Override
  public String fetchScript(URI uri) throws IOException {
    Web.Reply reply = board.web().get(faults.script().rewrite(uri), AGENT);
    requireOk(uri, reply);
    String name = ShownUrl.lastSegment(uri.getPath());
    board.log().reached(name.equals(STUB) ? Step.STUB : Step.SCRIPT, "fetched its " + name);
    return reply.text();
  }

  @Override
  public void fetchImage(String what, URI uri) throws IOException {
    Web.Reply reply = board.web().drain(uri, AGENT);
    requireOk(uri, reply);
    Step step = what.equals("kernel") ? Step.KERNEL : Step.INITRD;
    board
        .log()
        .reached(
            step,
            "fetched " + ShownUrl.lastSegment(uri.getPath()) + ", " + reply.length() + " bytes");
  }

  private static void requireOk(URI uri, Web.Reply reply) throws IOException {
    if (!reply.isOk()) {
      throw new IOException("HTTP " + reply.status() + " for " + ShownUrl.of(uri));
    }
  }

  @Override
  public void console(String line) {
    board.log().reached(Step.CONSOLE, line);
  }

  @Override
  public void sleep(Duration nominal) {
    board.power().pause(nominal);
  }

  /** BIOS only: under UEFI no drive has a number. */
  @Override
  public boolean canBootDrive(String drive) {
    boolean bios = board.spec().firmware() == MachineSpec.Firmware.BIOS;
    return bios && drive.equals(FIRST_DRIVE) && board.disk().content().boots();
  }
}
