package io.ironwake;

import io.ironwake.boot.BootFiles;
import io.ironwake.boot.BootPlane;
import io.ironwake.net.Ipv4;
import io.ironwake.tftp.TftpServer;
import io.ironwake.tftp.TftpSettings;
import io.ironwake.udp.HostInterface;
import io.ironwake.udp.Interfaces;
import io.ironwake.udp.UdpBindException;
import io.ironwake.udp.UdpBinding;
import io.ironwake.udp.UdpTransport;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Opens and closes the boot doors on the chosen interfaces. */
@ApplicationScoped
class Doors {
  private final ServeConfig config;
  private final BootPlane bootPlane;
  private final BootFiles files;
  private final MeterRegistry meters;
  private final List<String> sentences = new ArrayList<>();
  private final List<AutoCloseable> open = new ArrayList<>();

  Doors(ServeConfig config, BootPlane bootPlane, BootFiles files, MeterRegistry meters) {
    this.config = config;
    this.bootPlane = bootPlane;
    this.files = files;
    this.meters = meters;
  }

  /**
   * Opens every door.
   *
   * @throws StartRefused naming the port or interface that cannot be had and the fix
   */
  void open() {
    List<HostInterface> interfaces = chosen();
    UdpTransport transport = UdpTransport.open();
    open.add(transport);
    try {
      bootPlane.open("0.0.0.0", config.bootPort());
      openTftp(transport, interfaces);
    } catch (UdpBindException | IllegalStateException e) {
      throw new StartRefused(String.valueOf(e.getMessage()));
    }
    sentences.addAll(bootPlane.missingLoaders());
  }

  private void openTftp(UdpTransport transport, List<HostInterface> interfaces) throws UdpBindException {
    TftpServer tftp = new TftpServer(transport, files, TftpSettings.DEFAULT, meters, System::nanoTime);
    open.addFirst(tftp);
    for (HostInterface each : interfaces) {
      tftp.listen(new UdpBinding(Ipv4.ANY, config.tftpPort(), Optional.of(each.name())));
    }
  }

  private List<HostInterface> chosen() {
    Optional<List<String>> named = config.interfaces().filter(names -> !names.isEmpty());
    List<HostInterface> chosen =
        named.isPresent()
            ? named.get().stream().map(Doors::named).toList()
            : Interfaces.list().stream().filter(each -> each.up() && !each.loopback() && !each.addresses().isEmpty()).toList();
    if (chosen.isEmpty()) {
      throw new StartRefused("no network interface is up and has an IPv4 address; configure one, or name one with --interface");
    }
    return chosen;
  }

  private static HostInterface named(String name) {
    HostInterface found =
        Interfaces.named(name)
            .orElseThrow(
                () ->
                    new StartRefused(
                        "interface " + name + " does not exist; present are " + String.join(", ", Interfaces.list().stream().map(HostInterface::name).toList())));
    if (found.addresses().isEmpty()) {
      throw new StartRefused("interface " + name + " has no IPv4 address; give it one, for example: ip addr add 192.168.1.2/24 dev " + name);
    }
    return found;
  }

  /** What is served on which address, and what is missing, in plain words. */
  List<String> describe() {
    return List.copyOf(sentences);
  }

  void close(@Observes ShutdownEvent event) throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
  }
}
