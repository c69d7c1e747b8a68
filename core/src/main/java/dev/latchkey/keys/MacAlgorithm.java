package dev.latchkey.keys;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import org.jspecify.annotations.Nullable;

/** The algorithms for a secret that both sides have (RFC 7518 section 3.2). */
enum MacAlgorithm {
  HS256("HmacSHA256", 32),
  HS384("HmacSHA384", 48),
  HS512("HmacSHA512", 64);

  private final String jcaName;
  private final int bytes;

  MacAlgorithm(String jcaName, int bytes) {
    this.jcaName = jcaName;
    this.bytes = bytes;
  }

  /** Finds an algorithm by its exact name; {@code null} for every other. */
  static @Nullable MacAlgorithm named(String headerName) {
    for (MacAlgorithm algorithm : values()) {
      if (algorithm.name().equals(headerName)) {
        return algorithm;
      }
    }
    return null;
  }

  /** How long a MAC is, and how long its key must be at least. */
  int bytes() {
    return bytes;
  }

  /** Makes an engine that is ready for the key, again after each MAC. */
  Mac engine(SecretKey key) throws GeneralSecurityException {
    Mac engine = Mac.getInstance(jcaName);
    engine.init(key);
    return engine;
  }
}
