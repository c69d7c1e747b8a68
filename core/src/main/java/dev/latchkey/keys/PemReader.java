package dev.latchkey.keys;

import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.cert.CertificateFactory;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads public keys from PEM (RFC 7468 sections 5 and 13); refuses everything else by its name. */
final class PemReader {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*)-----END \\1-----");

  private static final String DASHES = "-----";

  private PemReader() {}

  static List<PublicKey> read(String pem) {
    List<PublicKey> keys = new ArrayList<>();
    Matcher block = BLOCK.matcher(pem);
    while (block.find()) {
      keys.add(key(block.group(1), block.group(2)));
    }
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(
          "no PEM block found; write -----BEGIN PUBLIC KEY----- or -----BEGIN CERTIFICATE-----");
    }
    if (BLOCK.matcher(pem).replaceAll("").contains(DASHES)) { // such as a file half written
      throw new IllegalArgumentException("a PEM block has no end, or no beginning");
    }
    return keys;
  }

  private static PublicKey key(String label, String base64) {
    if (label.contains("PRIVATE")) {
      throw new IllegalArgumentException(
          "this PEM holds a private key; give the public one alone, e.g. openssl pkey -pubout");
    }
    byte[] der = decode(base64);
    return switch (label) {
      case "PUBLIC KEY" -> publicKey(der);
      case "CERTIFICATE" -> certified(der);
      default ->
          throw new IllegalArgumentException(
              "PEM block \"" + label + "\" is not read; convert it to PUBLIC KEY or CERTIFICATE");
    };
  }

  private static byte[] decode(String base64) {
    try {
      return Base64.getMimeDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("a PEM block is not base64");
    }
  }

  private static PublicKey publicKey(byte[] der) {
    for (String type : List.of("RSA", "EC", "Ed25519")) {
      try {
        return KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(der));
      } catch (GeneralSecurityException e) {
        continue; // the DER says which it is, and each factory reads its own only
      }
    }
    throw new IllegalArgumentException("a PEM public key is neither RSA, EC nor Ed25519");
  }

  private static PublicKey certified(byte[] der) {
    try {
      return CertificateFactory.getInstance("X.509")
          .generateCertificate(new ByteArrayInputStream(der))
          .getPublicKey();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a PEM certificate cannot be read");
    }
  }
}
