package io.ironwake.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ironwake.net.Ipv4;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS of the boot plane, as a client that trusts one authority sees it. */
class HttpsTest {
  private static final Ipv4 HOME = Ipv4.parse("127.0.0.1");
  private static final Ipv4 SECOND = Ipv4.parse("127.0.0.2");
  private static final Instant NOW = Instant.now();
  private static final String RSA = "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256";
  private static final String ECDSA = "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256";

  private static Vertx vertx;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private OwnAuthority authority(Instant now) {
    return new OwnAuthority(
        folder.resolve("tls"),
        new CertificateMaker(new SecureRandom()),
        Clock.fixed(now, ZoneOffset.UTC));
  }

  @Test
  void whoTrustsTheAuthorityTrustsTheServerAtItsAddressesOnly() throws Exception {
    HttpsFiles files = authority(NOW).files(List.of(HOME));
    SSLContext trust = trusting(authority(NOW).certificate());
    try (BootServer server = listening(files)) {
      int port = server.server().actualPort();
      assertThat(handshake(trust, "127.0.0.1", port, RSA)).isEqualTo(files.own().getFirst());
      assertThatThrownBy(() -> handshake(trust, "127.0.0.2", port, RSA))
          .as("an address the certificate does not name")
          .isInstanceOf(SSLException.class);
      assertThatThrownBy(() -> handshake(SSLContext.getDefault(), "127.0.0.1", port, RSA))
          .isInstanceOf(SSLException.class);
    }
  }

  @Test
  void theKeysAreTheOwnersAlone() throws IOException {
    authority(NOW).files(List.of(HOME));
    for (String name : List.of("ca.key", "server.key")) {
      assertThat(
              PosixFilePermissions.toString(
                  Files.getPosixFilePermissions(folder.resolve("tls").resolve(name))))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void theCertificateIsKeptUntilItIsNearItsEndOrAnAddressIsNew() throws Exception {
    X509Certificate first = authority(NOW).files(List.of(HOME)).own().getFirst();
    byte[] trusted = Files.readAllBytes(authority(NOW).certificate());
    assertThat(authority(NOW).files(List.of(HOME)).own().getFirst()).isEqualTo(first);

    X509Certificate wider = authority(NOW).files(List.of(HOME, SECOND)).own().getFirst();
    assertThat(wider).isNotEqualTo(first);
    assertThat(authority(NOW).files(List.of(SECOND)).own().getFirst()).isEqualTo(wider);

    Instant late = wider.getNotAfter().toInstant().minus(Duration.ofDays(29));
    X509Certificate renewed = authority(late).files(List.of(HOME)).own().getFirst();
    assertThat(renewed.getNotAfter()).isAfter(wider.getNotAfter());
    assertThat(Files.readAllBytes(authority(NOW).certificate()))
        .as("machines go on trusting the authority")
        .isEqualTo(trusted);
  }

  @Test
  void rsaAndEcdsaStandSideBySide() throws Exception {
    HttpsFiles both = operators("RSA", "SHA256withRSA", "EC", "SHA256withECDSA");
    try (BootServer server = listening(both)) {
      int port = server.server().actualPort();
      for (int at = 0; at < 2; at++) {
        SSLContext trust = trusting(both.certificates().get(at));
        assertThat(handshake(trust, "127.0.0.1", port, at == 0 ? RSA : ECDSA))
            .isEqualTo(both.own().get(at));
      }
    }
  }

  @Test
  void aReplacedCertificateIsTakenUpWithoutARestart() throws Exception {
    HttpsFiles mine = operators("RSA", "SHA256withRSA");
    HttpsDoor door = new HttpsDoor(vertx, Clock.systemUTC(), folder);
    try (BootServer server = listening(mine)) {
      door.opened(server, Optional.of(mine), List.of(HOME));
      assertThat(door.refresh()).as("nothing changed").isFalse();
      String before = door.describe().getFirst();

      operators("RSA", "SHA256withRSA");
      assertThat(door.refresh()).isTrue();
      assertThat(door.describe().getFirst()).isNotEqualTo(before).contains("RSA", "SHA-256 ");
      assertThat(
              handshake(
                  trusting(mine.certificates().getFirst()),
                  "127.0.0.1",
                  server.server().actualPort(),
                  RSA))
          .isEqualTo(mine.own().getFirst());
    }
  }

  @Test
  void aBrokenReplacementKeepsTheOldOneInUse() throws Exception {
    HttpsFiles mine = operators("RSA", "SHA256withRSA");
    X509Certificate good = mine.own().getFirst();
    SSLContext trust = trusting(mine.certificates().getFirst());
    HttpsDoor door = new HttpsDoor(vertx, Clock.systemUTC(), folder);
    try (BootServer server = listening(mine)) {
      door.opened(server, Optional.of(mine), List.of(HOME));
      Files.writeString(mine.certificates().getFirst(), "not a certificate\n");
      assertThatThrownBy(door::refresh).isInstanceOf(IllegalStateException.class);
      assertThat(handshake(trust, "127.0.0.1", server.server().actualPort(), RSA)).isEqualTo(good);
    }
  }

  @Test
  void wrongFilesAreRefusedWithTheFix() {
    Path missing = folder.resolve("missing.pem");
    assertThatThrownBy(() -> new HttpsFiles(List.of(missing), List.of()))
        .hasMessageContaining("--https-key");
    assertThatThrownBy(() -> new HttpsFiles(List.of(missing), List.of(missing)).own())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("missing.pem");
  }

  private static BootServer listening(HttpsFiles files) {
    Router router = Router.router(vertx);
    router.route().handler(context -> BootPlane.end(context, 200, "here\n"));
    BootServer server =
        new BootServer(
            vertx,
            BootServer.options("0.0.0.0", 0).setSsl(true).setKeyCertOptions(files.options()),
            router,
            BootServer.Limits.DEFAULT);
    server.listen("0.0.0.0", 0, "--https-port");
    return server;
  }

  private static Certificate handshake(SSLContext trust, String host, int port, String suite)
      throws IOException {
    try (SSLSocket socket = (SSLSocket) trust.getSocketFactory().createSocket(host, port)) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      parameters.setProtocols(new String[] {"TLSv1.2"});
      parameters.setCipherSuites(new String[] {suite});
      socket.setSSLParameters(parameters);
      socket.startHandshake();
      return socket.getSession().getPeerCertificates()[0];
    }
  }

  private static SSLContext trusting(Path pem) throws Exception {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (var in = Files.newInputStream(pem)) {
      store.setCertificateEntry(
          "trusted", CertificateFactory.getInstance("X.509").generateCertificate(in));
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  /** Self-signed certificates of an operator, by pairs of key and signature algorithm. */
  private HttpsFiles operators(String... algorithms) throws Exception {
    List<Path> certificates = new java.util.ArrayList<>();
    List<Path> keys = new java.util.ArrayList<>();
    for (int at = 0; at < algorithms.length; at += 2) {
      KeyPair pair = KeyPairGenerator.getInstance(algorithms[at]).generateKeyPair();
      X500Name name = new X500Name("CN=operator");
      JcaX509v3CertificateBuilder builder =
          new JcaX509v3CertificateBuilder(
              name,
              BigInteger.valueOf(System.nanoTime()),
              Date.from(NOW.minusSeconds(60)),
              Date.from(NOW.plus(Duration.ofDays(90))),
              name,
              pair.getPublic());
      builder.addExtension(
          org.bouncycastle.asn1.x509.Extension.subjectAlternativeName,
          false,
          new org.bouncycastle.asn1.x509.GeneralNames(
              new org.bouncycastle.asn1.x509.GeneralName(
                  org.bouncycastle.asn1.x509.GeneralName.iPAddress, "127.0.0.1")));
      X509Certificate made =
          new JcaX509CertificateConverter()
              .getCertificate(
                  builder.build(
                      new JcaContentSignerBuilder(algorithms[at + 1]).build(pair.getPrivate())));
      certificates.add(write(algorithms[at] + ".pem", "CERTIFICATE", made.getEncoded()));
      keys.add(write(algorithms[at] + ".key", "PRIVATE KEY", pair.getPrivate().getEncoded()));
    }
    return new HttpsFiles(certificates, keys);
  }

  private Path write(String name, String what, byte[] der) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n"
            .formatted(what, Base64.getMimeEncoder().encodeToString(der), what));
  }
}
