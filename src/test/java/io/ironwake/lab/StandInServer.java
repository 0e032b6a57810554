package io.ironwake.lab;

import static org.awaitility.Awaitility.await;

import io.ironwake.RequiredTool;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Boots the laboratory's machines without Ironwake: dnsmasq and the JDK's web server, which serves
 * the files of a folder and writes down each request. It tells a fault of the laboratory from one
 * of Ironwake.
 */
final class StandInServer {
  static final String URL = "http://" + NetworkLab.SERVER + ":8069";

  private final Path web;
  private final Path requests;

  private StandInServer(Path web, Path requests) {
    this.web = web;
    this.requests = requests;
  }

  /** Starts both; iPXE gets the script named {@code MAC.ipxe}, its colons replaced by dashes. */
  static StandInServer start(NetworkLab lab, String... macs) {
    RequiredTool.require("dnsmasq", "dnsmasq-base");
    try {
      Path web = Files.createDirectories(lab.folder().resolve("web"));
      Path tftp = Files.createDirectories(lab.folder().resolve("tftp"));
      Files.copy(Path.of("/usr/lib/ipxe/snponly.efi"), tftp.resolve("snponly.efi"));
      Path config = lab.folder().resolve("dnsmasq.conf");
      Files.writeString(config, dnsmasq(lab.folder(), macs));
      lab.start(
          Map.of(),
          lab.folder(),
          lab.folder().resolve("dnsmasq.log"),
          "dnsmasq",
          "--keep-in-foreground",
          "--user=root",
          "--conf-file=" + config);
      Path requests = lab.folder().resolve("requests.log");
      lab.start(
          Map.of(),
          web,
          requests,
          System.getProperty("java.home") + "/bin/jwebserver",
          "-b",
          NetworkLab.SERVER,
          "-p",
          "8069",
          "-d",
          web.toString(),
          "-o",
          "info");
      StandInServer server = new StandInServer(web, requests);
      server.awaitRequest("Serving", Duration.ofSeconds(30));
      return server;
    } catch (IOException unwritable) {
      throw new UncheckedIOException(unwritable);
    }
  }

  /** Serves a file. */
  void put(String name, Path file) throws IOException {
    Files.createDirectories(web.resolve(name).getParent());
    Files.createLink(web.resolve(name), file);
  }

  /** Serves a text, in place of an earlier one. */
  void put(String name, String text) throws IOException {
    Files.createDirectories(web.resolve(name).getParent());
    Files.writeString(web.resolve(name), text);
  }

  void awaitRequest(String text, Duration limit) {
    await(text).atMost(limit).until(() -> Files.readString(requests).contains(text));
  }

  private static String dnsmasq(Path folder, String... macs) {
    StringBuilder config =
        new StringBuilder(
            """
            port=0
            interface=%s
            bind-interfaces
            log-dhcp
            dhcp-range=10.77.0.100,10.77.0.200,1h
            dhcp-leasefile=%s/leases
            enable-tftp
            tftp-root=%s/tftp
            dhcp-userclass=set:ipxe,iPXE
            dhcp-boot=tag:!ipxe,snponly.efi
            """
                .formatted(NetworkLab.BRIDGE, folder, folder));
    for (String mac : macs) {
      String tag = mac.replace(':', '-');
      config.append("dhcp-mac=set:m" + tag + "," + mac + "\n");
      config.append("dhcp-boot=tag:ipxe,tag:m" + tag + "," + URL + "/" + tag + ".ipxe\n");
    }
    return config.toString();
  }
}
