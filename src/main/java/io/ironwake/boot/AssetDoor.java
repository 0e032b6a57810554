package io.ironwake.boot;

import io.ironwake.address.HardwareAddress;
import io.ironwake.address.Lease;
import io.ironwake.address.Leases;
import io.ironwake.asset.AssetStore;
import io.ironwake.asset.Release;
import io.ironwake.asset.VerifiedAsset;
import io.ironwake.journal.FlightRecorder;
import io.ironwake.machine.Machine;
import io.ironwake.machine.Machines;
import io.ironwake.net.Ipv4;
import io.ironwake.net.MacAddress;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * {@code /assets/{os}/{version}/{arch}/{file}}: release files, only while they equal their
 * checksum. A file that fails is answered 503: the machine waits and asks again, and the log says
 * what to mend. {@code flatcar-install -b BASE} puts the version between base and file, so {@code
 * …/{arch}/{version}/{file}} is the same file.
 */
@ApplicationScoped
class AssetDoor {
  private static final Logger LOG = Logger.getLogger(AssetDoor.class);
  private static final String PREFIX = "/assets/";
  private static final List<String> CURRENT = List.of("current", "version.txt");

  private final Vertx vertx;
  private final AssetStore assets;
  private final Leases leases;
  private final Machines machines;
  private final FlightRecorder recorder;

  AssetDoor(
      Vertx vertx, AssetStore assets, Leases leases, Machines machines, FlightRecorder recorder) {
    this.vertx = vertx;
    this.assets = assets;
    this.leases = leases;
    this.machines = machines;
    this.recorder = recorder;
  }

  void handle(RoutingContext context) {
    List<String> parts =
        Arrays.asList(context.normalizedPath().substring(PREFIX.length()).split("/", -1));
    if (parts.size() == 5 && parts.subList(3, 5).equals(CURRENT)) {
      current(context, parts);
      return;
    }
    boolean versionTwice = parts.size() == 5 && parts.get(3).equals(parts.get(1));
    if (parts.size() != 4 && !versionTwice) {
      BootPlane.end(context, 404, "assets are at /assets/{os}/{version}/{arch}/{file}\n");
      return;
    }
    vertx
        .executeBlocking(
            () ->
                assets.find(new Release(parts.get(0), parts.get(1), parts.get(2)), parts.getLast()),
            false)
        .onSuccess(finding -> send(context, finding))
        .onFailure(failure -> refuse(context, failure));
  }

  /** Without {@code -V} {@code flatcar-install} asks its mirror for a version first. */
  private static void current(RoutingContext context, List<String> parts) {
    try {
      Release release = new Release(parts.get(0), parts.get(1), parts.get(2));
      BootPlane.end(context, 200, "FLATCAR_VERSION=" + release.version() + "\n");
    } catch (IllegalArgumentException noRelease) {
      refuse(context, noRelease);
    }
  }

  private void send(RoutingContext context, AssetStore.Finding finding) {
    switch (finding) {
      case AssetStore.Finding.Good good -> {
        record(context, good.asset());
        FileSender.send(context, sendable(good.asset()));
      }
      case AssetStore.Finding.Missing missing ->
          BootPlane.end(context, 404, missing.reason() + "\n");
      case AssetStore.Finding.Coming coming -> later(context, coming.reason());
      case AssetStore.Finding.Bad bad -> {
        LOG.errorf("%s", bad.reason());
        later(context, bad.reason());
      }
    }
  }

  private static void later(RoutingContext context, String reason) {
    context.response().putHeader("Retry-After", "30");
    BootPlane.end(context, 503, reason + "\n");
  }

  private static FileSender.Sendable sendable(VerifiedAsset asset) {
    Instant modified = Instant.ofEpochMilli(asset.path().toFile().lastModified());
    return new FileSender.Sendable(asset.path(), asset.size(), asset.sha256(), modified);
  }

  /** Puts the download on the machine's timeline, as far as a lease of ours tells whose it is. */
  private void record(RoutingContext context, VerifiedAsset asset) {
    if (context.request().method() != HttpMethod.GET
        || context.request().getHeader("Range") != null) {
      return;
    }
    Ipv4 client = BootPlane.client(context);
    leases
        .at(client)
        .flatMap(Lease::holder)
        .map(HardwareAddress::mac)
        .ifPresent(mac -> recorder.record(event(mac, client, asset)));
  }

  private FlightRecorder.BootEvent event(MacAddress mac, Ipv4 client, VerifiedAsset asset) {
    return FlightRecorder.event("HTTP", "asset", mac)
        .of(machines.snapshot().byMac(mac).map(Machine::id))
        .with(
            Map.of(
                "file",
                asset.name(),
                "bytes",
                asset.size(),
                "sha256",
                asset.sha256(),
                "address",
                client.toString()));
  }

  private static void refuse(RoutingContext context, Throwable failure) {
    if (failure instanceof IllegalArgumentException) {
      BootPlane.end(context, 404, "there is no such asset\n");
    } else {
      context.fail(failure);
    }
  }
}
