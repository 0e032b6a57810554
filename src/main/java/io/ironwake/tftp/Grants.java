package io.ironwake.tftp;

import io.ironwake.boot.BootFiles;
import io.ironwake.boot.FileAnswer;
import io.ironwake.net.Ipv4;
import io.ironwake.tftp.Grant.Denied;
import io.ironwake.tftp.Grant.Granted;
import io.ironwake.wire.tftp.TftpError;
import io.ironwake.wire.tftp.TftpPacket.ErrorPacket;
import io.ironwake.wire.tftp.TftpPacket.ReadRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** Asks the boot gate for each request: no other way leads from a name to bytes. */
final class Grants {
  private static final Logger LOG = Logger.getLogger(Grants.class);

  /**
   * A text is translated in memory; no boot file that asks for netascii is near this size, in
   * bytes.
   */
  private static final long LONGEST_TEXT = 4 << 20;

  /** Firmware prints an error on one line of its console, if it prints it at all. */
  private static final int LONGEST_ERROR = 120;

  private final BootFiles files;
  private final FileCache cache;

  Grants(BootFiles files, FileCache cache) {
    this.files = files;
    this.cache = cache;
  }

  /** Never blocks; the stage never fails. */
  CompletionStage<Grant> ask(Ipv4 client, ReadRequest request) {
    Optional<TftpName> name = TftpName.of(request.file());
    if (name.isEmpty()) {
      return CompletableFuture.completedFuture(
          denied("(refused)", TftpError.ACCESS_VIOLATION, "this name is not allowed"));
    }
    String label = name.get().label();
    return switch (request.mode().toLowerCase(Locale.ROOT)) {
      case "octet" -> ask(client, name.get(), Function.identity());
      case "netascii" -> ask(client, name.get(), Grants::asText);
      default ->
          CompletableFuture.completedFuture(
              denied(label, TftpError.UNDEFINED, "only the modes octet and netascii are served"));
    };
  }

  private CompletionStage<Grant> ask(Ipv4 client, TftpName name, Function<Grant, Grant> mode) {
    return files
        .tftp(client, name.path())
        .thenApply(answer -> mode.apply(open(name.label(), answer)));
  }

  private Grant open(String label, FileAnswer answer) {
    return switch (answer) {
      case FileAnswer.Bytes document ->
          new Granted(label, new Content.InMemory(document.content()));
      case FileAnswer.OnDisk onDisk -> open(label, onDisk);
      case FileAnswer.NotFound missing -> denied(label, TftpError.FILE_NOT_FOUND, missing.reason());
      case FileAnswer.Refused refused ->
          denied(label, TftpError.ACCESS_VIOLATION, refused.reason());
      case FileAnswer.Trouble trouble -> denied(label, TftpError.UNDEFINED, trouble.reason());
    };
  }

  private Grant open(String label, FileAnswer.OnDisk onDisk) {
    try {
      return new Granted(label, cache.open(onDisk.file()));
    } catch (NoSuchFileException missing) {
      return denied(label, TftpError.FILE_NOT_FOUND, "file not found");
    } catch (IOException trouble) {
      LOG.warnf("tftp cannot open file=%s: %s", label, trouble.getClass().getSimpleName());
      return denied(label, TftpError.UNDEFINED, "the server cannot open this file");
    }
  }

  private static Grant asText(Grant grant) {
    return switch (grant) {
      case Denied denied -> denied;
      case Granted granted -> translated(granted);
    };
  }

  private static Grant translated(Granted granted) {
    try (Content content = granted.content()) {
      if (content.size() > LONGEST_TEXT) {
        return denied(
            granted.label(), TftpError.UNDEFINED, "too large for netascii; use mode octet");
      }
      byte[] text = new byte[Math.toIntExact(content.size())];
      content.read(0, ByteBuffer.wrap(text), text.length);
      return new Granted(granted.label(), new Content.InMemory(Netascii.encode(text)));
    } catch (IOException trouble) {
      LOG.warnf(
          "tftp cannot read file=%s: %s", granted.label(), trouble.getClass().getSimpleName());
      return denied(granted.label(), TftpError.UNDEFINED, "the server cannot read this file");
    }
  }

  private static Denied denied(String label, TftpError error, String reason) {
    String line = reason.replaceAll("[^ -~]", "?");
    return new Denied(
        label, ErrorPacket.of(error, line.substring(0, Math.min(line.length(), LONGEST_ERROR))));
  }
}
