package io.ironwake.lab;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a client's download went that asked for a window (RFC 7440), as seen on the wire.
 *
 * @param asked the window in the last read request, in blocks; 0 for none
 * @param granted the window in the last acknowledgement of options
 * @param blocks DATA packets after it
 * @param acknowledgements ACK packets after it
 */
record TftpWindow(int asked, int granted, int blocks, int acknowledgements) {
  private static final int READ = 1;
  private static final int DATA = 3;
  private static final int ACK = 4;
  private static final int OPTIONS = 6;
  private static final int TFTP = 69;
  private static final Pattern WINDOW = Pattern.compile("windowsize\0(\\d+)\0");

  static TftpWindow of(List<Capture.Packet> packets) {
    TftpWindow window = new TftpWindow(0, 0, 0, 0);
    int client = -1;
    for (Capture.Packet packet : packets) {
      byte[] payload = packet.payload();
      int operation = payload.length < 4 || payload[0] != 0 ? 0 : payload[1];
      if (operation == READ && packet.toPort() == TFTP) {
        client = packet.fromPort();
        window = new TftpWindow(size(payload), 0, 0, 0);
      } else if (packet.toPort() == client || packet.fromPort() == client) {
        window = window.then(operation, payload);
      }
    }
    return window;
  }

  private TftpWindow then(int operation, byte[] payload) {
    return switch (operation) {
      case OPTIONS -> new TftpWindow(asked, size(payload), blocks, acknowledgements);
      case DATA -> new TftpWindow(asked, granted, blocks + 1, acknowledgements);
      case ACK -> new TftpWindow(asked, granted, blocks, acknowledgements + 1);
      default -> this;
    };
  }

  private static int size(byte[] payload) {
    Matcher window = WINDOW.matcher(new String(payload, StandardCharsets.ISO_8859_1));
    return window.find() ? Integer.parseInt(window.group(1)) : 0;
  }
}
