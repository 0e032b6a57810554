package io.ironwake.asset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The connection goes to the address that was looked at, the certificate is the name's. */
class VertxExchangeTest {
  private Vertx vertx;
  private HttpServer server;
  private VertxExchange exchange;

  @BeforeEach
  void open() throws Exception {
    vertx = Vertx.vertx();
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(256);
    KeyPair pair = generator.generateKeyPair();
    Buffer certificate = Buffer.buffer(pem(certificate(pair, "mirror.test")));
    Buffer key = Buffer.buffer(pem(new JcaPKCS8Generator(pair.getPrivate(), null)));
    server =
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setSsl(true)
                    .setKeyCertOptions(
                        new PemKeyCertOptions().addCertValue(certificate).addKeyValue(key)))
            .requestHandler(request -> request.response().end(request.getHeader("Host")))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    HttpClientOptions trusting =
        new HttpClientOptions().setTrustOptions(new PemTrustOptions().addCertValue(certificate));
    exchange = new VertxExchange(vertx, Duration.ofSeconds(5), trusting);
  }

  @AfterEach
  void shut() throws Exception {
    exchange.close();
    vertx.close().toCompletionStage().toCompletableFuture().get();
  }

  private static X509CertificateHolder certificate(KeyPair pair, String name) throws Exception {
    X500Name subject = new X500Name("CN=" + name);
    Instant now = Instant.now();
    return new JcaX509v3CertificateBuilder(
            subject,
            BigInteger.ONE,
            Date.from(now.minusSeconds(60)),
            Date.from(now.plusSeconds(3600)),
            subject,
            pair.getPublic())
        .addExtension(
            Extension.subjectAlternativeName,
            false,
            new GeneralNames(new GeneralName(GeneralName.dNSName, name)))
        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
  }

  private static String pem(Object object) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    }
    return text.toString();
  }

  private String get(String host) throws IOException {
    URI url = URI.create("https://" + host + ":" + server.actualPort() + "/x");
    try (Reply reply =
        exchange.get(url, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), Map.of())) {
      return new String(reply.body().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }

  @Test
  void theNameNeedNotResolveToTheAddress() throws IOException {
    assertThat(get("mirror.test")).isEqualTo("mirror.test:" + server.actualPort());
  }

  @Test
  void aCertificateOfAnotherNameIsRefused() {
    assertThatThrownBy(() -> get("other.test")).isInstanceOf(IOException.class);
  }

  @Test
  void oneInnerAddressAmongAHostsIsEnoughToRefuseIt() {
    Fetcher fetcher =
        new Fetcher(
            new UrlRule(List.of()),
            host ->
                List.of(InetAddress.getByName("93.184.216.34"), InetAddress.getByName("127.0.0.1")),
            exchange,
            System::nanoTime);
    assertThatThrownBy(() -> fetcher.get(URI.create("https://mirror.test/x"), Map.of()))
        .isInstanceOf(MirrorException.class)
        .hasMessageContaining("loopback");
  }
}
