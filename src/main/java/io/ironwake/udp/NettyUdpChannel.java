package io.ironwake.udp;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.socket.DatagramPacket;
import io.netty.channel.unix.Errors;
import io.netty.channel.unix.SegmentedDatagramPacket;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Set;
import org.jboss.logging.Logger;

final class NettyUdpChannel implements UdpChannel {
  private static final Logger LOG = Logger.getLogger(NettyUdpChannel.class);

  /** EIO without checksum offload, EINVAL and EMSGSIZE for a device of a smaller MTU; negated. */
  private static final Set<Integer> ROW_REFUSALS = Set.of(-5, -22, -90);

  private final Channel channel;

  /**
   * Taken back for good when the kernel refuses a row; the peer's next timeout gets single ones.
   */
  private volatile boolean segmented;

  NettyUdpChannel(Channel channel) {
    this.channel = channel;
    this.segmented =
        channel instanceof EpollDatagramChannel
            && EpollDatagramChannel.isSegmentedDatagramPacketSupported();
  }

  // The void promise reports a failed write to the pipeline's exceptionCaught, without an object
  // per packet.
  @Override
  public void send(byte[] payload, InetSocketAddress to) {
    ByteBuf buffer = channel.alloc().directBuffer(payload.length).writeBytes(payload);
    channel.writeAndFlush(new DatagramPacket(buffer, to), channel.voidPromise());
  }

  @Override
  public void send(Row row, int length, int each, InetSocketAddress to) throws IOException {
    ByteBuf buffer = written(row, length);
    if (length <= each) {
      channel.writeAndFlush(new DatagramPacket(buffer, to), channel.voidPromise());
    } else if (segmented) {
      channel
          .writeAndFlush(new SegmentedDatagramPacket(buffer, each, to))
          .addListener(written -> sent((ChannelFuture) written));
    } else {
      sendOneByOne(buffer, each, to);
    }
  }

  private ByteBuf written(Row row, int length) throws IOException {
    ByteBuf buffer = channel.alloc().directBuffer(length);
    try {
      row.write(buffer.nioBuffer(0, length));
      return buffer.writerIndex(length);
    } catch (IOException | RuntimeException failure) {
      buffer.release();
      throw failure;
    }
  }

  private void sendOneByOne(ByteBuf buffer, int each, InetSocketAddress to) {
    while (buffer.isReadable()) {
      ByteBuf payload = buffer.readRetainedSlice(Math.min(each, buffer.readableBytes()));
      channel.write(new DatagramPacket(payload, to), channel.voidPromise());
    }
    buffer.release();
    channel.flush();
  }

  private void sent(ChannelFuture written) {
    if (written.isSuccess()) {
      return;
    }
    if (segmented && refusesRows(written.cause())) {
      segmented = false;
      LOG.infof(
          "UDP segmentation offload is off on port %d: %s",
          localPort(), written.cause().getMessage());
    }
    channel.pipeline().fireExceptionCaught(written.cause());
  }

  private static boolean refusesRows(Throwable failure) {
    return failure instanceof Errors.NativeIoException refusal
        && ROW_REFUSALS.contains(refusal.expectedErr());
  }

  @Override
  public int localPort() {
    return ((InetSocketAddress) channel.localAddress()).getPort();
  }

  @Override
  public void close() {
    ChannelFuture closed = channel.close();
    if (!channel.eventLoop().inEventLoop()) {
      closed.awaitUninterruptibly();
    }
  }
}
