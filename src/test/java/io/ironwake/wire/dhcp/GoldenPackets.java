package io.ironwake.wire.dhcp;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** The hand-written packets under {@code golden/dhcp}; their README describes the notation. */
public final class GoldenPackets {
  private static final Path FOLDER = Path.of("src/test/resources/golden/dhcp");

  private GoldenPackets() {}

  public static List<String> names() {
    try (Stream<Path> files = Files.list(FOLDER)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".hex"))
          .map(name -> name.substring(0, name.length() - 4))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static byte[] read(String name) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (String line : lines(name)) {
      String packet = line.contains("#") ? line.substring(0, line.indexOf('#')) : line;
      packet
          .lines()
          .flatMap(text -> Stream.of(text.strip().split("\\s+")))
          .forEach(token -> append(out, token));
    }
    return out.toByteArray();
  }

  private static List<String> lines(String name) {
    try {
      return Files.readAllLines(FOLDER.resolve(name + ".hex"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void append(ByteArrayOutputStream out, String token) {
    int star = token.indexOf('*');
    byte[] unit = HexFormat.of().parseHex(star < 0 ? token : token.substring(0, star));
    int times = star < 0 ? 1 : Integer.parseInt(token.substring(star + 1));
    for (int i = 0; i < times; i++) {
      out.writeBytes(unit);
    }
  }
}
