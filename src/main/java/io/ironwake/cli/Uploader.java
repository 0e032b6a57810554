package io.ironwake.cli;

import io.ironwake.problem.Problem;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Sends a file, or the files of a folder, in pieces; goes on where an earlier try stopped. */
final class Uploader {
  private static final int PIECE = 4 << 20;

  private final Api api;
  private final PrintWriter out;

  Uploader(Api api, PrintWriter out) {
    this.api = api;
    this.out = out;
  }

  /**
   * Sends what lies at the path.
   *
   * @return the upload's name
   */
  String send(Path path) throws IOException {
    String name = name(path.toAbsolutePath().normalize());
    if (!Files.isDirectory(path)) {
      send(path, encoded(name));
      return name;
    }
    try (Stream<Path> all = Files.list(path)) {
      List<Path> files =
          all.filter(each -> Files.isRegularFile(each, LinkOption.NOFOLLOW_LINKS))
              .sorted()
              .toList();
      for (Path each : files) {
        send(each, encoded(name) + "/" + encoded(String.valueOf(each.getFileName())));
      }
    }
    return name;
  }

  /** A name the service takes: others become underscores. */
  private static String name(Path path) {
    String name = String.valueOf(path.getFileName()).replaceAll("[^A-Za-z0-9._+~@-]", "_");
    return name.matches("[A-Za-z0-9_].*") ? name : "_" + name;
  }

  private static String encoded(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private void send(Path file, String name) throws IOException {
    out.println("sending " + file.getFileName() + ", " + Sizes.words(Files.size(file)));
    out.flush();
    long offset = 0;
    try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
      do {
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, in.size() - offset));
        int read = 0;
        while (piece.hasRemaining() && read >= 0) {
          read = in.read(piece, offset + piece.position());
        }
        offset = add(name, offset, Arrays.copyOf(piece.array(), piece.position()), in.size());
      } while (offset < in.size());
    }
  }

  /** How much the service has then; more than was sent when it had some already. */
  private long add(String name, long offset, byte[] piece, long size) throws IOException {
    String path = "assets/uploads/" + name + "?offset=" + offset;
    try {
      return api.put(path, piece).path("bytes").asLong();
    } catch (Problem refused) {
      Object here = refused.extensions().get("bytes");
      if (here instanceof Long known && known > offset && known <= size) {
        return known;
      }
      throw refused;
    }
  }
}
