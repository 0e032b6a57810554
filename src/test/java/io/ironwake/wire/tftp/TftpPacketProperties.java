package io.ironwake.wire.tftp;

import static org.assertj.core.api.Assertions.assertThat;

import io.ironwake.wire.WireException;
import io.ironwake.wire.tftp.TftpPacket.Ack;
import io.ironwake.wire.tftp.TftpPacket.Data;
import io.ironwake.wire.tftp.TftpPacket.ErrorPacket;
import io.ironwake.wire.tftp.TftpPacket.OptionAck;
import io.ironwake.wire.tftp.TftpPacket.ReadRequest;
import io.ironwake.wire.tftp.TftpPacket.WriteRequest;
import java.net.DatagramPacket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.arbitraries.StringArbitrary;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.commons.net.tftp.TFTPAckPacket;
import org.apache.commons.net.tftp.TFTPDataPacket;
import org.apache.commons.net.tftp.TFTPErrorPacket;
import org.apache.commons.net.tftp.TFTPPacket;
import org.apache.commons.net.tftp.TFTPReadRequestPacket;

/** What holds for all packets and all bytes; commons-net is the second opinion where it has one. */
class TftpPacketProperties {
  @Provide
  static Arbitrary<TftpPacket> packets() {
    StringArbitrary text = Arbitraries.strings().withCharRange('\1', '\u00FF').ofMaxLength(20);
    Arbitrary<String> name = text.ofMinLength(1);
    Arbitrary<Integer> uint16 = Arbitraries.integers().between(0, 0xFFFF);
    Arbitrary<List<TftpOption>> options =
        Combinators.combine(name, text).as(TftpOption::new).list().ofMaxSize(5);
    return Arbitraries.oneOf(
        Combinators.combine(name, name, options).as(ReadRequest::new),
        Combinators.combine(name, name, options).as(WriteRequest::new),
        Combinators.combine(uint16, Arbitraries.bytes().array(byte[].class).ofMaxSize(600))
            .as(Data::new),
        uint16.map(Ack::new),
        Combinators.combine(uint16, text).as(ErrorPacket::new),
        options.map(OptionAck::new));
  }

  @Property
  void everyPacketSurvivesTheWire(@ForAll("packets") TftpPacket packet) throws WireException {
    assertThat(TftpPacket.decode(packet.encode())).isEqualTo(packet);
  }

  @Property
  void anyBytesArePacketOrWireException(@ForAll @Size(max = 64) byte[] bytes) {
    assertTotal(bytes);
  }

  @Property
  void mutatedPacketsArePacketOrWireException(
      @ForAll("packets") TftpPacket packet,
      @ForAll int at,
      @ForAll byte value,
      @ForAll int length) {
    byte[] bytes = packet.encode();
    bytes[Math.floorMod(at, bytes.length)] = value;
    assertTotal(Arrays.copyOf(bytes, Math.floorMod(length, bytes.length + 8)));
  }

  private static void assertTotal(byte[] bytes) {
    TftpPacket packet;
    try {
      packet = TftpPacket.decode(bytes);
    } catch (WireException refused) {
      assertThat(refused.offset()).isBetween(0, bytes.length);
      return;
    }
    byte[] canonical = packet.encode();
    try {
      assertThat(TftpPacket.decode(canonical)).isEqualTo(packet);
    } catch (WireException notCanonical) {
      throw new AssertionError(packet + " does not survive its own encoding", notCanonical);
    }
  }

  @Property
  void commonsNetReadsWhatWeWrite(
      @ForAll @IntRange(max = 0xFFFF) int number, @ForAll @Size(max = 512) byte[] payload)
      throws Exception {
    assertThat(((TFTPAckPacket) commonsNet(new Ack(number))).getBlockNumber()).isEqualTo(number);
    assertThat(((TFTPErrorPacket) commonsNet(new ErrorPacket(number, "why"))).getError())
        .isEqualTo(number);
    TFTPDataPacket data = (TFTPDataPacket) commonsNet(new Data(number, payload));
    assertThat(data.getBlockNumber()).isEqualTo(number);
    assertThat(
            Arrays.copyOfRange(
                data.getData(), data.getDataOffset(), data.getDataOffset() + data.getDataLength()))
        .isEqualTo(payload);
    TFTPReadRequestPacket read =
        (TFTPReadRequestPacket)
            commonsNet(
                new ReadRequest("a/b", "octet", List.of(new TftpOption("blksize", "" + number))));
    assertThat(read.getFilename()).isEqualTo("a/b");
    assertThat(read.getOptions()).containsEntry("blksize", "" + number);
  }

  private static TFTPPacket commonsNet(TftpPacket packet) throws Exception {
    byte[] bytes = packet.encode();
    return TFTPPacket.newTFTPPacket(
        new DatagramPacket(bytes, bytes.length, InetAddress.getLoopbackAddress(), 69));
  }

  @Property
  void weReadWhatCommonsNetWrites(
      @ForAll @IntRange(max = 0xFFFF) int number, @ForAll @Size(max = 512) byte[] payload)
      throws Exception {
    InetAddress host = InetAddress.getLoopbackAddress();
    assertThat(read(new TFTPAckPacket(host, 69, number))).isEqualTo(new Ack(number));
    assertThat(read(new TFTPDataPacket(host, 69, number, payload)))
        .isEqualTo(new Data(number, payload));
    assertThat(read(new TFTPErrorPacket(host, 69, number, "why")))
        .isEqualTo(new ErrorPacket(number, "why"));
  }

  private static TftpPacket read(TFTPPacket packet) throws WireException {
    DatagramPacket datagram = packet.newDatagram();
    return TftpPacket.decode(Arrays.copyOf(datagram.getData(), datagram.getLength()));
  }
}
