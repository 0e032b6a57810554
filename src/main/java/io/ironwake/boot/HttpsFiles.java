package io.ironwake.boot;

import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

/**
 * The certificates of the boot plane and their keys, in PEM. One of RSA and one of ECDSA may stand
 * side by side: each client gets the one it understands, and stock iPXE 1.x knows RSA alone (quirk
 * 32).
 *
 * @param certificates files with a chain each, the server's own certificate first
 * @param keys the key of each, PKCS #8 or PKCS #1, unencrypted
 */
public record HttpsFiles(List<Path> certificates, List<Path> keys) {
  public HttpsFiles {
    certificates = List.copyOf(certificates);
    keys = List.copyOf(keys);
    if (certificates.isEmpty() || certificates.size() != keys.size()) {
      throw new IllegalArgumentException(
          "HTTPS needs a key for each certificate, got "
              + certificates.size()
              + " certificates and "
              + keys.size()
              + " keys; name them in the same order with --https-cert and --https-key");
    }
  }

  PemKeyCertOptions options() {
    PemKeyCertOptions pem = new PemKeyCertOptions();
    certificates.forEach(each -> pem.addCertPath(each.toString()));
    keys.forEach(each -> pem.addKeyPath(each.toString()));
    return pem;
  }

  /**
   * The server's own certificates.
   *
   * @throws IllegalStateException naming the file that cannot be read as PEM
   */
  List<X509Certificate> own() {
    return certificates.stream().map(HttpsFiles::first).toList();
  }

  private static X509Certificate first(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        return (X509Certificate) each;
      }
      throw new IllegalStateException(file + " holds no certificate; give the PEM chain");
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(
          "the certificate " + file + " cannot be read: " + e.getMessage() + "; give the PEM chain",
          e);
    }
  }

  /** What tells whether a file has changed. */
  List<String> state() {
    List<String> all = new ArrayList<>();
    for (Path each : certificates) {
      all.add(each + " " + each.toFile().lastModified() + " " + each.toFile().length());
    }
    for (Path each : keys) {
      all.add(each + " " + each.toFile().lastModified() + " " + each.toFile().length());
    }
    return all;
  }

  /** SHA-256 over the certificate, as firmware and browsers show it: {@code AB:CD:…}. */
  static String fingerprint(X509Certificate certificate) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
      return HexFormat.ofDelimiter(":").formatHex(digest).toUpperCase(Locale.ROOT);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("a certificate that was read has an encoding", impossible);
    }
  }
}
