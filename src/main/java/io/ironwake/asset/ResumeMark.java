package io.ironwake.asset;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a part of a file is a part of, kept beside it so that a later try asks for the rest and gets
 * it only while the file is the same.
 *
 * @param validator for If-Range (RFC 9110 §13.1.5): a strong entity tag, else the Last-Modified
 *     date
 * @param total the whole file's size in bytes, as the server told it
 */
record ResumeMark(String url, String validator, OptionalLong total) {
  private static final Pattern RANGE = Pattern.compile("bytes (\\d{1,18})-\\d{1,18}/(\\d{1,18})");

  /** From a 200 answer; empty when the server gave nothing to recognise the file by. */
  static Optional<ResumeMark> of(String url, Reply reply) {
    return reply
        .header("etag")
        .filter(tag -> tag.startsWith("\""))
        .or(() -> reply.header("last-modified"))
        .map(validator -> new ResumeMark(url, validator, reply.length()));
  }

  /** The header fields that ask for what follows {@code have} bytes; none when there are none. */
  Map<String, String> ask(long have) {
    return have > 0 ? Map.of("Range", "bytes=" + have + "-", "If-Range", validator) : Map.of();
  }

  /** The whole size when the answer goes on after {@code have} bytes of the same file. */
  OptionalLong continues(Reply reply, long have) {
    Matcher range = RANGE.matcher(reply.header("content-range").orElse(""));
    if (reply.status() != 206 || !range.matches() || Long.parseLong(range.group(1)) != have) {
      return OptionalLong.empty();
    }
    OptionalLong told = OptionalLong.of(Long.parseLong(range.group(2)));
    return total.isEmpty() || total.equals(told) ? told : OptionalLong.empty();
  }

  static Optional<ResumeMark> read(Path file) throws IOException {
    Properties stored = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      stored.load(in);
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IllegalArgumentException damaged) {
      return Optional.empty();
    }
    String total = stored.getProperty("total", "");
    return Optional.ofNullable(stored.getProperty("validator"))
        .map(
            validator ->
                new ResumeMark(
                    stored.getProperty("url", ""),
                    validator,
                    total.matches("\\d{1,18}")
                        ? OptionalLong.of(Long.parseLong(total))
                        : OptionalLong.empty()));
  }

  void write(Path file) throws IOException {
    Properties stored = new Properties();
    stored.setProperty("url", url);
    stored.setProperty("validator", validator);
    total.ifPresent(size -> stored.setProperty("total", Long.toString(size)));
    try (var out = Files.newBufferedWriter(file)) {
      stored.store(out, null);
    }
  }
}
