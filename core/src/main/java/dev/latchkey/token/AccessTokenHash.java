package dev.latchkey.token;

import dev.latchkey.seal.Base64Url;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code at_hash}: the left half of the access token's hash (OpenID Connect Core 3.1.3.6). */
final class AccessTokenHash {

  private static final Map<String, String> BY_SUFFIX =
      Map.of("256", "SHA-256", "384", "SHA-384", "512", "SHA-512");

  private AccessTokenHash() {}

  /** Returns {@code null} for an algorithm whose hash is not known. */
  static @Nullable String of(String accessToken, String algorithm) {
    String digest =
        algorithm.equals("EdDSA") || algorithm.equals("Ed25519")
            ? "SHA-512" // Ed25519 hashes with SHA-512, RFC 8032 section 5.1
            : BY_SUFFIX.get(algorithm.substring(Math.max(0, algorithm.length() - 3)));
    return digest == null ? null : leftHalf(digest, accessToken);
  }

  private static String leftHalf(String digest, String accessToken) {
    try {
      byte[] hash =
          MessageDigest.getInstance(digest).digest(accessToken.getBytes(StandardCharsets.US_ASCII));
      return Base64Url.encode(Arrays.copyOf(hash, hash.length / 2));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + digest, e);
    }
  }
}
