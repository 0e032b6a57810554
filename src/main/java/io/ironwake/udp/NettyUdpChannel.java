package io.ironwake.udp;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.socket.DatagramPacket;
import java.net.InetSocketAddress;

record NettyUdpChannel(Channel channel) implements UdpChannel {
  @Override
  public void send(byte[] payload, InetSocketAddress to) {
    var buffer = channel.alloc().directBuffer(payload.length).writeBytes(payload);
    // The void promise reports a failed write to the pipeline's exceptionCaught, without an object
    // per packet.
    channel.writeAndFlush(new DatagramPacket(buffer, to), channel.voidPromise());
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
