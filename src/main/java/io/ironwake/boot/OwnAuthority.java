package io.ironwake.boot;

import io.ironwake.net.Ipv4;
import io.ironwake.store.PrivateFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.bouncycastle.operator.OperatorCreationException;

/**
 * The certificate of an installation without one: an authority of its own, made once and kept in
 * the data folder, and a server certificate below it for every address that is served. The server
 * certificate is made anew a month before it ends, and when an address is added; the authority
 * stays, so that machines that trust it keep doing so.
 */
final class OwnAuthority {
  private static final Duration RENEW_BEFORE = Duration.ofDays(30);
  private static final int IP_NAME = 7;

  private final Path folder;
  private final CertificateMaker maker;
  private final Clock clock;

  OwnAuthority(Path folder, CertificateMaker maker, Clock clock) {
    this.folder = folder;
    this.maker = maker;
    this.clock = clock;
  }

  /** The authority's certificate, for machines to trust. */
  Path certificate() {
    return folder.resolve("ca.pem");
  }

  /**
   * The server certificate for these addresses, made when there is none that will do.
   *
   * @throws IllegalStateException when the folder cannot be written
   */
  HttpsFiles files(Collection<Ipv4> addresses) {
    Path certificate = folder.resolve("server.pem");
    Path key = folder.resolve("server.key");
    try {
      PrivateFiles.folder(folder);
      if (!Files.exists(certificate()) || !Files.exists(folder.resolve("ca.key"))) {
        makeAuthority();
      }
      if (!serves(certificate, key, addresses)) {
        makeServer(certificate, key, addresses);
      }
      return new HttpsFiles(List.of(certificate), List.of(key));
    } catch (IOException | GeneralSecurityException | OperatorCreationException e) {
      throw new IllegalStateException(
          "the certificate of the boot plane could not be made in "
              + folder
              + ": "
              + e.getMessage()
              + "; mend that, or name your own with --https-cert and --https-key",
          e);
    }
  }

  private void makeAuthority()
      throws GeneralSecurityException, IOException, OperatorCreationException {
    KeyPair keys = maker.key();
    X509Certificate made = maker.authority(keys, clock.instant());
    PrivateFiles.write(
        folder.resolve("ca.key"), pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
    PrivateFiles.write(certificate(), pem("CERTIFICATE", made.getEncoded()));
  }

  private void makeServer(Path certificate, Path key, Collection<Ipv4> addresses)
      throws GeneralSecurityException, IOException, OperatorCreationException {
    KeyPair keys = maker.key();
    X509Certificate authority = read(certificate());
    X509Certificate made =
        maker.server(keys, authority, authorityKey(), addresses, clock.instant());
    PrivateFiles.write(key, pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
    PrivateFiles.write(
        certificate,
        pem("CERTIFICATE", made.getEncoded()) + pem("CERTIFICATE", authority.getEncoded()));
  }

  private boolean serves(Path certificate, Path key, Collection<Ipv4> addresses)
      throws GeneralSecurityException, IOException {
    if (!Files.exists(certificate) || !Files.exists(key)) {
      return false;
    }
    X509Certificate made = read(certificate);
    Set<String> names =
        Optional.ofNullable(made.getSubjectAlternativeNames()).orElse(List.of()).stream()
            .filter(each -> each.getFirst().equals(IP_NAME))
            .map(each -> String.valueOf(each.get(1)))
            .collect(Collectors.toSet());
    return made.getNotAfter().toInstant().isAfter(clock.instant().plus(RENEW_BEFORE))
        && made.getIssuerX500Principal().equals(read(certificate()).getSubjectX500Principal())
        && names.containsAll(addresses.stream().map(Ipv4::toString).toList());
  }

  static X509Certificate read(Path file) throws IOException, GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(Files.readAllBytes(file)));
  }

  private PrivateKey authorityKey() throws IOException, GeneralSecurityException {
    String body =
        Files.readString(folder.resolve("ca.key"), StandardCharsets.US_ASCII)
            .replaceAll("-----[A-Z ]+-----|\\s", "");
    return KeyFactory.getInstance("RSA")
        .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(body)));
  }

  private static String pem(String what, byte[] der) {
    Base64.Encoder lines = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return "-----BEGIN "
        + what
        + "-----\n"
        + lines.encodeToString(der)
        + "\n-----END "
        + what
        + "-----\n";
  }
}
