package io.ironwake.tftp;

import io.ironwake.wire.tftp.TftpPacket.ReadRequest;
import java.net.InetSocketAddress;

/** A transfer with what belongs to it outside the pure step. */
final class Session {
  private final InetSocketAddress client;
  private final ReadRequest request;
  private final Grant.Granted granted;
  private final long startedAt;
  private Transfer transfer;

  Session(
      InetSocketAddress client,
      ReadRequest request,
      Grant.Granted granted,
      Transfer transfer,
      long now) {
    this.client = client;
    this.request = request;
    this.granted = granted;
    this.transfer = transfer;
    this.startedAt = now;
  }

  InetSocketAddress client() {
    return client;
  }

  ReadRequest request() {
    return request;
  }

  String label() {
    return granted.label();
  }

  Content content() {
    return granted.content();
  }

  /** On the server's monotonic clock, in nanoseconds. */
  long startedAt() {
    return startedAt;
  }

  Transfer transfer() {
    return transfer;
  }

  void advance(Transfer next) {
    transfer = next;
  }
}
