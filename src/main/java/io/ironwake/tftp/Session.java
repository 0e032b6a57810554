package io.ironwake.tftp;

import io.ironwake.net.Ipv4;
import io.ironwake.udp.UdpChannel;
import io.ironwake.wire.tftp.TftpPacket.ReadRequest;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.OptionalLong;

/** A transfer with what belongs to it outside the pure step. */
final class Session {
  private final InetSocketAddress client;
  private final ReadRequest request;
  private final Grant.Granted granted;
  private final long startedAt;
  private Transfer transfer;
  private Optional<UdpChannel> channel = Optional.empty();
  private OptionalLong alarm = OptionalLong.empty();
  private boolean place = true;
  private boolean ended;

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

  Ipv4 address() {
    return Ipv4.of(client.getAddress());
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

  /** Where to send from; empty while a port of its own is being opened. */
  Optional<UdpChannel> channel() {
    return channel;
  }

  void sendFrom(UdpChannel opened) {
    channel = Optional.of(opened);
  }

  /** When it is looked at next. */
  OptionalLong alarm() {
    return alarm;
  }

  void alarmAt(long deadline) {
    alarm = OptionalLong.of(deadline);
  }

  void noAlarm() {
    alarm = OptionalLong.empty();
  }

  /** Whether it counts as moving. */
  boolean hasPlace() {
    return place;
  }

  void place(boolean taken) {
    place = taken;
  }

  boolean ended() {
    return ended;
  }

  void end() {
    ended = true;
  }
}
