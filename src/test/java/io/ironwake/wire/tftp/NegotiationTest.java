package io.ironwake.wire.tftp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.ironwake.wire.tftp.Negotiation.Most;
import io.ironwake.wire.tftp.TftpPacket.ReadRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The negotiation table: a file of 1000 bytes on a path of 1500 unless the row says otherwise. */
class NegotiationTest {
  private static final int MTU = 1500;

  private static ReadRequest request(String options) {
    List<TftpOption> parsed = new ArrayList<>();
    for (String option : options.isBlank() ? new String[0] : options.trim().split(" ")) {
      String[] pair = option.split("=", 2);
      parsed.add(new TftpOption(pair[0], pair[1]));
    }
    return new ReadRequest("x", "octet", parsed);
  }

  private static String answer(Negotiation negotiation) {
    StringBuilder text = new StringBuilder();
    negotiation
        .answer()
        .ifPresent(
            oack -> oack.options().forEach(o -> text.append(o.name() + "=" + o.value() + " ")));
    return text.toString().trim();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "RFC 1350            | ''                                     | 512   | ''",
        "OVMF                | tsize=0 blksize=1468 windowsize=4      | 1468  | tsize=1000"
            + " blksize=1468 windowsize=4",
        "shim                | blksize=512 windowsize=4               | 512   | blksize=512 windowsize=4",
        "GRUB                | blksize=1024 tsize=0                   | 1024  | blksize=1024"
            + " tsize=1000",
        "ROM                 | blksize=1432 tsize=0                   | 1432  | blksize=1432"
            + " tsize=1000",
        "U-Boot              | timeout=5 blksize=1468                 | 1468  | timeout=5"
            + " blksize=1468",
        "curl                | tsize=0 blksize=512 timeout=6          | 512   | tsize=1000"
            + " blksize=512 timeout=6",
        "order of the client | timeout=1 tsize=0 blksize=8            | 8     | timeout=1"
            + " tsize=1000 blksize=8",
        "spelling of the same| BlkSize=1024 TSIZE=0                   | 1024  | BlkSize=1024"
            + " TSIZE=1000",
        "first of two        | blksize=1024 BLKSIZE=600               | 1024  | blksize=1024",
        "first of two, bad   | blksize=1 blksize=600                  | 512   | ''",
        "clamped by the MTU  | blksize=65464                          | 1468  | blksize=1468",
        "above RFC 2348      | blksize=70000                          | 1468  | blksize=1468",
        "one too many        | blksize=1469                           | 1468  | blksize=1468",
        "smallest            | blksize=8                              | 8     | blksize=8",
        "below RFC 2348      | blksize=7                              | 512   | ''",
        "not a number        | blksize=abc tsize=-1 timeout=0x5       | 512   | ''",
        "no value            | blksize= tsize=                        | 512   | ''",
        "beyond a long       | blksize=99999999999999999999 tsize=0   | 512   | tsize=1000",
        "tsize not zero      | tsize=77                               | 512   | tsize=1000",
        "timeout too short   | timeout=0                              | 512   | ''",
        "timeout longest     | timeout=255                            | 512   | timeout=255",
        "timeout too long    | timeout=256                            | 512   | ''",
        "unknown             | multicast= rollover=0 utimeout=100     | 512   | ''",
        "unknown among known | foo=1 tsize=0                          | 512   | tsize=1000",
        "window alone        | windowsize=16                          | 512   | windowsize=16",
      })
  void table(String who, String options, int blockSize, String expected) {
    Negotiation negotiation = Negotiation.of(request(options), 1000, Most.onPath(MTU, 64));

    assertThat(answer(negotiation)).as(who).isEqualTo(expected);
    assertThat(negotiation.blockSize()).isEqualTo(blockSize);
    assertThat(negotiation.answer().isPresent()).isEqualTo(!expected.isEmpty());
  }

  @ParameterizedTest
  @CsvSource({"68,36", "576,544", "1400,1368", "9000,8968", "65535,65464"})
  void aBlockFitsOneDatagramOfThePath(int mtu, int blockSize) {
    assertThat(Negotiation.of(request("blksize=65464"), 1, Most.onPath(mtu, 64)).blockSize())
        .isEqualTo(blockSize);
  }

  @Test
  void theAnswerHasNoByteTooMany() {
    byte[] wire =
        Negotiation.of(request("tsize=0 blksize=1468"), 1000, Most.onPath(MTU, 64))
            .answer()
            .orElseThrow()
            .encode();

    assertThat(wire).isEqualTo("\0\6tsize\0001000\0blksize\0001468\0".getBytes(ISO_8859_1));
  }

  @Test
  void theSizeOfAnEmptyFileIsNotGrantedBecauseCurlRefusesZero() {
    assertThat(answer(Negotiation.of(request("tsize=0 blksize=512"), 0, Most.onPath(MTU, 64))))
        .isEqualTo("blksize=512");
  }

  @ParameterizedTest
  @CsvSource({"1,1", "4,4", "64,64", "65,64", "65535,64"})
  void aWindowIsGrantedUpToTheLargest(int asked, int granted) {
    Negotiation negotiation =
        Negotiation.of(request("windowsize=" + asked + " timeout=9"), 1000, Most.onPath(MTU, 64));

    assertThat(negotiation.window()).isEqualTo(granted);
    assertThat(answer(negotiation)).isEqualTo("windowsize=" + granted + " timeout=9");
    assertThat(negotiation.timeoutSeconds()).hasValue(9);
  }

  @ParameterizedTest
  @CsvSource({"0", "65536", "x"})
  void aWindowOutOfRangeWasNotAsked(String value) {
    Negotiation negotiation =
        Negotiation.of(request("windowsize=" + value), 1000, Most.onPath(MTU, 64));

    assertThat(negotiation.window()).isEqualTo(1);
    assertThat(negotiation.answer()).isEmpty();
  }

  @Test
  void aWindowOfNothingIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Negotiation.of(request(""), 1, Most.onPath(MTU, 0)));
  }

  @Test
  void anMtuBelowIpv4sIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Negotiation.of(request(""), 1, Most.onPath(67, 64)));
  }
}
