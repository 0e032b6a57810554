package io.ironwake.boot;

import io.ironwake.net.Ipv4;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.SSLOptions;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * What HTTPS needs beside HTTP: the certificate, its renewal without a restart, and {@code
 * /boot/ca.pem} and {@code /boot/ca.der}, which firmware and iPXE are to trust.
 */
@ApplicationScoped
class HttpsDoor {
  private static final Logger LOG = Logger.getLogger(HttpsDoor.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(30);

  private final Vertx vertx;
  private final OwnAuthority authority;
  private volatile Optional<Open> open = Optional.empty();
  private volatile String lastTrouble = "";

  /** The open door: where its files come from, and what they were. */
  private record Open(
      BootServer server, Optional<HttpsFiles> operators, List<Ipv4> addresses, List<String> state) {
    Open as(List<String> now) {
      return new Open(server, operators, addresses, now);
    }
  }

  HttpsDoor(
      Vertx vertx,
      Clock clock,
      @ConfigProperty(name = "ironwake.data", defaultValue = "ironwake-data") Path data) {
    this.vertx = vertx;
    this.authority =
        new OwnAuthority(data.resolve("tls"), new CertificateMaker(new SecureRandom()), clock);
  }

  /**
   * The certificate to open with.
   *
   * @param operators the operator's own; empty to make one
   * @throws IllegalStateException when there is none to be had, naming the fix
   */
  HttpsFiles files(Optional<HttpsFiles> operators, List<Ipv4> addresses) {
    return operators.orElseGet(() -> authority.files(addresses));
  }

  /** The door is open: from now on its certificate follows its files. */
  void opened(BootServer server, Optional<HttpsFiles> operators, List<Ipv4> addresses) {
    open = Optional.of(new Open(server, operators, addresses, files(operators, addresses).state()));
    vertx.setPeriodic(
        LOOK_EVERY.toMillis(), timer -> vertx.executeBlocking(this::refresh).onFailure(this::kept));
  }

  /** Takes changed files into use; clients under way are not disturbed. */
  boolean refresh() {
    Open now = open.orElseThrow();
    HttpsFiles files = files(now.operators, now.addresses);
    if (files.state().equals(now.state)) {
      return false;
    }
    List<X509Certificate> own = files.own();
    now.server
        .server()
        .updateSSLOptions(new SSLOptions().setKeyCertOptions(files.options()), true)
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    open = Optional.of(now.as(files.state()));
    lastTrouble = "";
    own.forEach(each -> LOG.infof("HTTPS certificate renewed: %s", describe(each)));
    return true;
  }

  /** Once for each reason, not every thirty seconds. */
  private void kept(Throwable failure) {
    String reason = String.valueOf(failure.getMessage());
    if (!reason.equals(lastTrouble)) {
      lastTrouble = reason;
      LOG.warnf("the HTTPS certificate could not be renewed, the old one stays: %s", reason);
    }
  }

  /** Key type, end and fingerprint of each certificate in use; empty without HTTPS. */
  List<String> describe() {
    return open.map(
            now ->
                files(now.operators, now.addresses).own().stream()
                    .map(HttpsDoor::describe)
                    .toList())
        .orElse(List.of());
  }

  private static String describe(X509Certificate certificate) {
    return certificate.getPublicKey().getAlgorithm()
        + ", until "
        + certificate.getNotAfter().toInstant()
        + ", SHA-256 "
        + HttpsFiles.fingerprint(certificate);
  }

  /** The authority to trust, in PEM for iPXE and curl, in DER for firmware menus. */
  void handle(RoutingContext context) {
    boolean made = open.filter(now -> now.operators.isEmpty()).isPresent();
    if (!made) {
      BootPlane.end(context, 404, "no certificate authority of Ironwake's own is in use here\n");
      return;
    }
    boolean der = context.normalizedPath().endsWith(".der");
    vertx
        .executeBlocking(() -> authorityAs(der), false)
        .onSuccess(
            bytes ->
                context
                    .response()
                    .putHeader(
                        "Content-Type", der ? "application/pkix-cert" : "application/x-pem-file")
                    .end(Buffer.buffer(bytes)))
        .onFailure(context::fail);
  }

  private byte[] authorityAs(boolean der) throws IOException, GeneralSecurityException {
    return der
        ? OwnAuthority.read(authority.certificate()).getEncoded()
        : Files.readAllBytes(authority.certificate());
  }
}
