package load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One machine that network-boots: an address as a UEFI PXE ROM, the loader by TFTP, an address as iPXE, its script, the
 * kernel and the initrd the script names. Every byte of the three files is compared.
 */
final class StormMachine {
  private static final long DHCP_TIMEOUT_NANOS = 1_000_000_000L;
  private static final long RETRY_NANOS = 1_000_000_000L;
  private static final int TRIES = 30;

  /** What EDK2's firmware asks for; a server that grants none sends block by block. */
  private static final int WINDOW = 4;
  private static final Pattern SCRIPT = Pattern.compile("http://[^\\s?]+/script");
  private static final Pattern IMAGE = Pattern.compile("(?m)^(kernel|initrd)\\b.*?(http://\\S+)");

  /** The files every machine is to get. */
  record Files(byte[] loader, byte[] kernel, byte[] initrd) {}

  /** Sends DHCP for all machines through one relay. */
  interface Relay {
    void send(StormMachine machine, int type, DhcpPacket.Kind kind, int address, int server) throws IOException;
  }

  private enum Stage {
    FIRMWARE,
    LOADER,
    IPXE,
    SCRIPT,
    IMAGES,
    DONE,
    FAILED
  }

  private final int number;
  private final Files files;
  private final Relay relay;
  private final Selector selector;
  private final String uuid;
  private final Deque<Object[]> images = new ArrayDeque<>();
  private Stage stage = Stage.FIRMWARE;
  private boolean offered;
  private int address;
  private int server;
  private long sentAt;
  private int tries;
  private TftpFetch tftp;
  private HttpFetch http;
  private URI asked;
  private byte[] expected = new byte[0];
  private long retryAt;
  private long startedAt;
  private long endedAt;
  private String failure = "";

  StormMachine(int family, int number, Files files, Relay relay, Selector selector) {
    this.number = number;
    this.files = files;
    this.relay = relay;
    this.selector = selector;
    this.uuid = String.format("%08x-0000-4000-8000-%012x", family, number + 1);
  }

  void start(long now) throws IOException {
    startedAt = now;
    discover(now);
  }

  int number() {
    return number;
  }

  boolean isOver() {
    return stage == Stage.DONE || stage == Stage.FAILED;
  }

  String failure() {
    return failure;
  }

  String stage() {
    return stage.name();
  }

  long nanos() {
    return endedAt - startedAt;
  }

  private void discover(long now) throws IOException {
    offered = false;
    sentAt = now;
    relay.send(this, DhcpPacket.DISCOVER, kind(), 0, 0);
  }

  /** Tells the answers of one stage from those of another that came late. */
  int xid() {
    return number << 4 | kind().ordinal();
  }

  private DhcpPacket.Kind kind() {
    return stage == Stage.FIRMWARE ? DhcpPacket.Kind.PXE : DhcpPacket.Kind.IPXE;
  }

  void dhcp(ByteBuffer packet, long now) throws IOException {
    boolean asks = stage == Stage.FIRMWARE || stage == Stage.IPXE;
    if (!asks || DhcpPacket.xid(packet) != xid()) {
      return;
    }
    int type = DhcpPacket.type(packet);
    if (type == DhcpPacket.OFFER && !offered) {
      offered = true;
      address = DhcpPacket.yiaddr(packet);
      server = DhcpPacket.number(packet, 54);
      sentAt = now;
      relay.send(this, DhcpPacket.REQUEST, kind(), address, server);
    } else if (type == DhcpPacket.ACK && offered) {
      if (DhcpPacket.yiaddr(packet) != address) {
        fail("another address in the ACK than in the OFFER", now);
      } else {
        bound(DhcpPacket.bootFile(packet), DhcpPacket.siaddr(packet), now);
      }
    } else if (type == DhcpPacket.NAK) {
      again("a NAK", now);
    }
  }

  private void bound(String file, int next, long now) throws IOException {
    tries = 0;
    if (file.isEmpty()) {
      fail("no boot file in " + stage, now);
    } else if (stage == Stage.FIRMWARE) {
      stage = Stage.LOADER;
      InetSocketAddress from = new InetSocketAddress(ipv4(next == 0 ? server : next), 69);
      tftp =
          new TftpFetch(
              new TftpFetch.Wish(from, file, files.loader(), 1428, WINDOW, 0), own(), selector, this, number);
    } else {
      stage = Stage.SCRIPT;
      get(URI.create(file), new byte[0]);
    }
  }

  private InetSocketAddress own() throws IOException {
    return new InetSocketAddress(ipv4(address), 0);
  }

  private static InetAddress ipv4(int bits) throws IOException {
    return InetAddress.getByAddress(ByteBuffer.allocate(4).putInt(bits).array());
  }

  private void get(URI uri, byte[] content) throws IOException {
    asked = uri;
    expected = content;
    http = new HttpFetch(uri, own(), selector, this, content);
  }

  void ready(ByteBuffer in, long now) throws IOException {
    if (stage == Stage.LOADER) {
      tftp.read(in, now);
      loader(now);
    } else if (http != null && !http.isOver()) {
      http.ready(in);
      if (http.isOver()) {
        fetched(now);
      }
    }
  }

  private void loader(long now) throws IOException {
    if (!tftp.isOver()) {
      return;
    }
    tftp.close();
    if (tftp.failure().isEmpty()) {
      stage = Stage.IPXE;
      discover(now);
    } else {
      fail("loader: " + tftp.failure(), now);
    }
  }

  private void fetched(long now) throws IOException {
    if (!http.failure().isEmpty()) {
      again(stage + ": " + http.failure(), now);
      return;
    }
    tries = 0;
    if (stage == Stage.SCRIPT) {
      script(http.text(), now);
    } else if (images.isEmpty()) {
      stage = Stage.DONE;
      endedAt = now;
    } else {
      nextImage();
    }
  }

  private void script(String text, long now) throws IOException {
    for (Matcher image = IMAGE.matcher(text); image.find(); ) {
      images.add(
          new Object[] {
            URI.create(image.group(2)), image.group(1).equals("kernel") ? files.kernel() : files.initrd()
          });
    }
    Matcher further = SCRIPT.matcher(text);
    if (images.size() == 2) {
      stage = Stage.IMAGES;
      nextImage();
    } else if (images.isEmpty() && further.find()) {
      get(
          URI.create(further.group() + "?uuid=" + uuid + "&serial=S" + uuid.substring(6, 8) + "-" + number + "&platform=efi&buildarch=x86_64"),
          new byte[0]);
    } else {
      List<String> lines = text.lines().filter(line -> line.startsWith("echo")).limit(2).toList();
      fail("a script without a kernel and an initrd: " + lines, now);
    }
  }

  private void nextImage() throws IOException {
    Object[] image = images.poll();
    get((URI) image[0], (byte[]) image[1]);
  }

  /** What firmware and iPXE do about silence and refusals: the same again, a second later. */
  void tick(long now) throws IOException {
    if (stage == Stage.LOADER) {
      tftp.tick(now);
      loader(now);
    } else if (retryAt != 0 && now >= retryAt) {
      retryAt = 0;
      get(asked, expected);
    } else if ((stage == Stage.FIRMWARE || stage == Stage.IPXE) && now - sentAt > DHCP_TIMEOUT_NANOS) {
      if (++tries > TRIES) {
        fail("no answer to DHCP as " + stage, now);
      } else {
        discover(now);
      }
    }
  }

  private void again(String why, long now) throws IOException {
    if (++tries > TRIES) {
      fail(why, now);
    } else if (stage == Stage.SCRIPT || stage == Stage.IMAGES) {
      retryAt = now + RETRY_NANOS;
    } else {
      sentAt = now;
      offered = false;
    }
  }

  private void fail(String why, long now) {
    stage = Stage.FAILED;
    failure = why;
    endedAt = now;
  }

  void close() throws IOException {
    if (tftp != null) {
      tftp.close();
    }
    if (http != null) {
      http.close();
    }
  }
}
