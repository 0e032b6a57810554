package io.ironwake.udp;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollDatagramChannel;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.DatagramChannel;
import io.netty.channel.socket.InternetProtocolFamily;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.unix.RawUnixChannelOption;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Netty datagram channels: epoll on Linux, NIO elsewhere. Only epoll binds to an interface and
 * knows a datagram's destination address; off Linux a channel is bound by address alone.
 */
@ApplicationScoped
@Typed(UdpTransport.class)
class NettyUdpTransport implements UdpTransport {
  /**
   * The largest payload received whole, in bytes: an Ethernet frame's worth and some; more is cut
   * off.
   */
  static final int MAX_PAYLOAD = 2048;

  // One recvmmsg call fills up to this many datagrams. Together 32 KiB: Netty keeps no larger
  // buffer for
  // the next read, and would get 64 KiB anew from the system for every packet that comes alone.
  private static final int RECEIVE_BATCH = 16;
  private static final int SEND_BATCH = 64;
  // Bursts of a whole rack wait here; the kernel clamps it to net.core.rmem_max.
  private static final int RECEIVE_BUFFER_BYTES = 4 << 20;
  private static final int DHCP_CLIENT_PORT = 68;
  private static final int IFNAMSIZ = 16;
  // SOL_SOCKET 1, SO_BINDTODEVICE 25 (asm-generic/socket.h), struct ifreq's name length.
  private static final RawUnixChannelOption BIND_TO_DEVICE =
      new RawUnixChannelOption("SO_BINDTODEVICE", 1, 25, IFNAMSIZ);

  private final boolean epoll;

  /**
   * False on a Linux that cannot load the native transport: there a server for one interface would
   * answer on all.
   */
  private boolean boundToInterfaces = true;

  private final EventLoopGroup loops;
  private final List<UdpChannel> bulk = new CopyOnWriteArrayList<>();

  NettyUdpTransport() {
    this(Epoll.isAvailable());
    boundToInterfaces = epoll || !System.getProperty("os.name", "").startsWith("Linux");
  }

  NettyUdpTransport(boolean epoll) {
    this.epoll = epoll;
    DefaultThreadFactory threads = new DefaultThreadFactory("udp", true);
    int count = Math.max(2, Runtime.getRuntime().availableProcessors());
    this.loops =
        epoll ? new EpollEventLoopGroup(count, threads) : new NioEventLoopGroup(count, threads);
  }

  @Override
  public UdpChannel bind(UdpBinding binding, Consumer<Datagram> handler) {
    binding
        .interfaceName()
        .filter(name -> Interfaces.named(name).isEmpty())
        .ifPresent(NettyUdpTransport::refuse);
    if (binding.interfaceName().isPresent() && !boundToInterfaces) {
      throw new UdpBindException(
          UdpBindException.Reason.OTHER,
          "the native network library could not be loaded, so a socket cannot be bound to one interface: "
              + Epoll.unavailabilityCause().getMessage()
              + "; a temporary folder that is mounted noexec does this: set -Djava.io.tmpdir to another");
    }
    ChannelFuture bound =
        new Bootstrap()
            .group(loops)
            .channelFactory(() -> openChannel(binding))
            .handler(pipeline(binding, handler))
            .bind(new InetSocketAddress(binding.address().toInetAddress(), binding.port()))
            .awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw BindFailure.explain(binding, bound.cause(), Interfaces.list());
    }
    return new NettyUdpChannel(bound.channel());
  }

  @Override
  public UdpChannel bindBulk(UdpBinding binding, Consumer<Datagram> handler) {
    if (!epoll || !BulkUdpChannel.isAvailable()) {
      return bind(binding, handler);
    }
    try {
      BulkUdpChannel channel =
          new BulkUdpChannel(binding, BulkSocket.open(binding), handler, bulk::remove);
      bulk.add(channel);
      return channel;
    } catch (BulkSocket.Refused refused) {
      throw BindFailure.explain(binding, refused, Interfaces.list());
    }
  }

  private static void refuse(String missing) {
    throw BindFailure.noInterface(missing, Interfaces.list());
  }

  private Channel openChannel(UdpBinding binding) {
    DatagramChannel channel =
        epoll
            ? new EpollDatagramChannel(InternetProtocolFamily.IPv4)
            : new NioDatagramChannel(InternetProtocolFamily.IPv4);
    try {
      configure(channel, binding);
      return channel;
    } catch (RuntimeException failure) {
      channel.unsafe().closeForcibly();
      throw failure;
    }
  }

  // Set on the open socket and not through the bootstrap, which only warns about an option that
  // fails.
  private void configure(DatagramChannel channel, UdpBinding binding) {
    channel.config().setOption(ChannelOption.SO_BROADCAST, true);
    channel.config().setOption(ChannelOption.SO_RCVBUF, RECEIVE_BUFFER_BYTES);
    // Shared only with the host's own DHCP client: on a server port it would hide that another
    // server holds it.
    channel.config().setOption(ChannelOption.SO_REUSEADDR, binding.port() == DHCP_CLIENT_PORT);
    if (epoll) {
      channel.config().setOption(EpollChannelOption.IP_RECVORIGDSTADDR, true);
      channel.config().setOption(EpollChannelOption.MAX_DATAGRAM_PAYLOAD_SIZE, MAX_PAYLOAD);
      channel
          .config()
          .setOption(
              ChannelOption.RCVBUF_ALLOCATOR,
              new FixedRecvByteBufAllocator(MAX_PAYLOAD * RECEIVE_BATCH));
      binding
          .interfaceName()
          .ifPresent(name -> channel.config().setOption(BIND_TO_DEVICE, interfaceRequest(name)));
    } else {
      channel
          .config()
          .setOption(ChannelOption.RCVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(MAX_PAYLOAD));
    }
  }

  private static ByteBuffer interfaceRequest(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(IFNAMSIZ)
        .put(bytes, 0, Math.min(bytes.length, IFNAMSIZ - 1))
        .rewind();
  }

  private static ChannelInitializer<Channel> pipeline(
      UdpBinding binding, Consumer<Datagram> handler) {
    return new ChannelInitializer<>() {
      @Override
      protected void initChannel(Channel channel) {
        channel
            .pipeline()
            .addLast(
                new FlushConsolidationHandler(SEND_BATCH), new DatagramReceiver(binding, handler));
      }
    };
  }

  @Override
  @PreDestroy
  public void close() {
    bulk.forEach(UdpChannel::close);
    loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
