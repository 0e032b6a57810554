package io.ironwake.sim;

import java.io.OutputStream;
import java.net.URI;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ignition's stages that speak with a server: fetch, then files. */
final class IgnitionStages {
  private static final String AGENT = "Ignition/2.15.0";

  private final Board board;

  IgnitionStages(Board board) {
    this.board = board;
  }

  /**
   * Reads the document and all that it refers to, and fetches its files.
   *
   * @throws MachineStopped where Ignition ends in the emergency shell, or would go on without what
   *     it was meant to have
   */
  IgnitionDocument run(URI uri) {
    IgnitionDocument document = fetch(uri);
    files(document);
    return document;
  }

  /** Fetches what a document on the disk refers to. */
  void files(IgnitionDocument document) {
    document.others().forEach(this::run);
    document.downloads().forEach(this::download);
  }

  private IgnitionDocument fetch(URI uri) {
    String name = ShownUrl.lastSegment(uri.getPath());
    Web.Reply reply =
        board.require(name, Patience.IGNITION, () -> refusingNothing(board.web().get(uri, AGENT)));
    IgnitionDocument document = IgnitionDocument.of(uri, reply.text());
    board.log().reached(Step.CONFIG, "fetched " + name + ", " + reply.length() + " bytes");
    return document;
  }

  private static Web.Reply refusingNothing(Web.Reply reply) {
    if (reply.status() == 204 || reply.isOk() && reply.text().isBlank()) {
      throw new MachineStopped(
          "an empty answer is no configuration for Ignition, and the machine runs without one");
    }
    return reply;
  }

  private void download(IgnitionDocument.Download file) {
    String name = ShownUrl.lastSegment(file.source().getPath());
    if (file.hash().isEmpty()) {
      board.require(name, Patience.IGNITION, () -> board.web().drain(file.source(), AGENT));
      return;
    }
    String algorithm = file.hash().replaceFirst("^sha(\\d+)-.*", "SHA-$1");
    MessageDigest digest = digest(algorithm);
    board.require(
        name,
        Patience.IGNITION,
        () -> {
          digest.reset();
          OutputStream sink = new DigestOutputStream(OutputStream.nullOutputStream(), digest);
          return board.web().download(file.source(), AGENT, sink);
        });
    if (!file.hash().endsWith("-" + HexFormat.of().formatHex(digest.digest()))) {
      throw new MachineStopped(name + " has another hash than the Ignition document demands");
    }
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException unknown) {
      throw new MachineStopped("Ignition knows no hash " + algorithm);
    }
  }
}
