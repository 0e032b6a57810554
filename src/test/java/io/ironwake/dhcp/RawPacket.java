package io.ironwake.dhcp;

import io.ironwake.net.Ipv4;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * One line of the conformance table as bytes on the wire, written here byte by byte and not with
 * the encoder under test.
 *
 * @param port where it arrives
 */
@SuppressWarnings("ArrayRecordComponent")
record RawPacket(byte[] bytes, InetSocketAddress from, Ipv4 to, int port) {
  private static final Map<String, Integer> TYPES =
      Map.ofEntries(
          Map.entry("discover", 1),
          Map.entry("offer", 2),
          Map.entry("request", 3),
          Map.entry("decline", 4),
          Map.entry("ack", 5),
          Map.entry("nak", 6),
          Map.entry("release", 7),
          Map.entry("inform", 8),
          Map.entry("forcerenew", 9),
          Map.entry("leasequery", 10),
          Map.entry("leaseactive", 13),
          Map.entry("type0", 0),
          Map.entry("type99", 99));
  private static final String UUID = "0000112233445566778899aabbccddeeff";
  private static final Map<String, String> KINDS =
      Map.of(
          "bios", pxe(0) + "5d020000 5e03010201 6111" + UUID,
          "uefi", pxe(7) + "5d020007 5e03010310 6111" + UUID,
          "uefi9", pxe(9) + "5d020009 6111" + UUID,
          "arm64", pxe(11) + "5d02000b 5e03010310 6111" + UUID,
          "http", text(60, "HTTPClient:Arch:00016:UNDI:003001") + "5d020010 6111" + UUID,
          "ipxe", text(60, "PXEClient:Arch:00007:UNDI:003010") + "5d020007 4d0469505845 af03130101",
          "ipxe-rom",
              text(60, "PXEClient:Arch:00000:UNDI:002001") + "5d020000 4d0469505845 af03120101",
          "pi", pxe(0) + "5d020000 5e03010201 61110052506934c03111000000000000000000",
          "uboot", text(60, "U-Boot.armv8") + "5d020016");

  /** Reads the words of a line; {@code n} makes its xid. */
  static RawPacket of(List<String> words, int n) {
    Words fields = new Words(words);
    Ipv4 giaddr = fields.address("gi");
    Ipv4 ciaddr = fields.address("ci");
    byte[] packet =
        fields.has("cut")
            ? Arrays.copyOf(write(fields, n), fields.number("cut", 0))
            : write(fields, n);
    Ipv4 from = giaddr.isAny() ? ciaddr : giaddr;
    int port = fields.number("port", 67);
    return new RawPacket(
        fields.has("bytes") ? HexFormat.of().parseHex(fields.text("bytes", "")) : packet,
        new InetSocketAddress(
            fields.has("from")
                ? Ipv4.parse(fields.text("from", "")).toInetAddress()
                : from.toInetAddress(),
            fields.number("sport", giaddr.isAny() ? 68 : 67)),
        fields.has("to")
            ? fields.address("to")
            : giaddr.isAny() && port == 67 ? Ipv4.BROADCAST : DhcpLab.SERVER,
        port);
  }

  private static byte[] write(Words fields, int n) {
    ByteBuffer out = ByteBuffer.allocate(1500);
    out.put((byte) fields.number("op", 1));
    out.put((byte) fields.number("htype", 1));
    out.put((byte) fields.number("hlen", 6));
    out.put((byte) fields.number("hops", 0));
    out.putInt(0x5A000000 + n);
    out.putShort((short) fields.number("secs", 0));
    out.putShort((short) (fields.has("bcast") ? 0x8000 : fields.number("flags", 0)));
    for (String address : List.of("ci", "yi", "si", "gi")) {
      out.put(fields.address(address).toBytes());
    }
    out.put(mac(fields)).position(44);
    out.put(fields.text("sname", "").getBytes(StandardCharsets.ISO_8859_1)).position(108);
    out.put(fields.text("file", "").getBytes(StandardCharsets.ISO_8859_1));
    out.put(108, HexFormat.of().parseHex(fields.text("infile", "")));
    out.put(44, HexFormat.of().parseHex(fields.text("insname", "")));
    out.position(236);
    out.put(
        HexFormat.of()
            .parseHex(
                fields.text("cookie", fields.first().equals("plain") ? "00000000" : "63825363")));
    out.put(options(fields));
    return Arrays.copyOf(
        out.array(), fields.has("exact") ? out.position() : Math.max(300, out.position()));
  }

  private static byte[] mac(Words fields) {
    byte[] chaddr = new byte[16];
    byte[] mac =
        fields.has("chaddr")
            ? HexFormat.of().parseHex(fields.text("chaddr", ""))
            : macOf(fields.number("mac", 1), fields.text("as", "").equals("pi"));
    System.arraycopy(mac, 0, chaddr, 0, mac.length);
    return chaddr;
  }

  static byte[] macOf(int number, boolean pi) {
    return pi
        ? new byte[] {(byte) 0xdc, (byte) 0xa6, 0x32, 0, 0, (byte) number}
        : new byte[] {2, 0, 0, 0, 0, (byte) number};
  }

  private static byte[] options(Words fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    if (TYPES.containsKey(fields.first())) {
      put(out, 53, new byte[] {(byte) (int) TYPES.get(fields.first())});
    }
    hex(out, KINDS.getOrDefault(fields.text("as", ""), ""));
    address(out, fields, "req", 50);
    address(out, fields, "sid", 54);
    address(out, fields, "select", 118);
    if (fields.has("want")) {
      put(
          out,
          51,
          ByteBuffer.allocate(4).putInt((int) Long.parseLong(fields.text("want", ""))).array());
    }
    if (fields.has("max")) {
      put(out, 57, ByteBuffer.allocate(2).putShort((short) fields.number("max", 0)).array());
    }
    if (fields.has("prl")) {
      byte[] codes = new byte[fields.text("prl", "").split(",").length];
      for (int i = 0; i < codes.length; i++) {
        codes[i] = (byte) Integer.parseInt(fields.text("prl", "").split(",")[i]);
      }
      put(out, 55, codes);
    }
    if (fields.has("id")) {
      put(out, 61, HexFormat.of().parseHex(fields.text("id", "")));
    }
    if (fields.has("host")) {
      put(out, 12, fields.text("host", "").getBytes(StandardCharsets.ISO_8859_1));
    }
    hex(out, fields.text("raw", ""));
    relay(out, fields);
    if (!fields.has("noend")) {
      out.write(255);
    }
    hex(out, fields.text("tail", ""));
    return out.toByteArray();
  }

  private static void relay(ByteArrayOutputStream out, Words fields) {
    ByteArrayOutputStream relay = new ByteArrayOutputStream();
    if (fields.has("circuit")) {
      put(relay, 1, HexFormat.of().parseHex(fields.text("circuit", "")));
    }
    if (fields.has("remote")) {
      put(relay, 2, HexFormat.of().parseHex(fields.text("remote", "")));
    }
    address(relay, fields, "link", 5);
    address(relay, fields, "override", 11);
    if (fields.has("relayport")) {
      put(relay, 19, new byte[0]);
    }
    if (relay.size() > 0) {
      put(out, 82, relay.toByteArray());
    }
    if (fields.has("o82")) {
      put(out, 82, HexFormat.of().parseHex(fields.text("o82", "")));
    }
  }

  private static void address(ByteArrayOutputStream out, Words fields, String key, int code) {
    if (fields.has(key)) {
      put(out, code, fields.address(key).toBytes());
    }
  }

  private static void put(ByteArrayOutputStream out, int code, byte[] value) {
    out.write(code);
    out.write(value.length);
    out.writeBytes(value);
  }

  private static void hex(ByteArrayOutputStream out, String digits) {
    out.writeBytes(HexFormat.of().parseHex(digits.replace(" ", "")));
  }

  private static String pxe(int arch) {
    return text(60, "PXEClient:Arch:%05d:UNDI:003016".formatted(arch));
  }

  private static String text(int code, String value) {
    byte[] bytes = value.getBytes(StandardCharsets.ISO_8859_1);
    return "%02x%02x".formatted(code, bytes.length) + HexFormat.of().formatHex(bytes);
  }

  /** {@code key=value} words behind a first word. */
  static final class Words {
    private final List<String> words;

    Words(List<String> words) {
      this.words = words;
    }

    String first() {
      return words.getFirst();
    }

    boolean has(String key) {
      return words.stream()
          .skip(1)
          .anyMatch(word -> word.equals(key) || word.startsWith(key + "="));
    }

    String text(String key, String otherwise) {
      return words.stream()
          .skip(1)
          .filter(word -> word.startsWith(key + "="))
          .map(word -> word.substring(key.length() + 1))
          .findFirst()
          .orElse(otherwise);
    }

    int number(String key, int otherwise) {
      return Integer.parseInt(text(key, Integer.toString(otherwise)));
    }

    Ipv4 address(String key) {
      return Ipv4.parse(text(key, "0.0.0.0"));
    }
  }
}
