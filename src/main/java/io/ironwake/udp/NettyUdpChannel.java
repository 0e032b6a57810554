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
import org.jboss.logging.Logger;

final class NettyUdpChannel implements UdpChannel {
  private static final Logger LOG = Logger.getLogger(NettyUdpChannel.class);

  private final Channel channel;

  private final boolean cutsRows;

  /** A row that is refused is lost; the peer's next timeout gets single ones. */
  private final Segmentation segmentation = new Segmentation(System::nanoTime);

  NettyUdpChannel(Channel channel) {
    this.channel = channel;
    this.cutsRows =
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
    } else if (cutsRows && segmentation.isOn()) {
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
    if (written.cause() instanceof Errors.NativeIoException refusal
        && segmentation.refused(refusal.expectedErr())) {
      LOG.infof(
          "UDP segmentation offload is off for a minute on port %d: %s",
          localPort(), written.cause().getMessage());
    }
    channel.pipeline().fireExceptionCaught(written.cause());
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
