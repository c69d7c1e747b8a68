package dev.latchkey.keys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file of public keys, which somebody else may replace at any time. Immutable. */
public final class KeyFile {

  private enum Form {
    JWKS,
    PEM
  }

  private static final int MAX_BYTES = 256 * 1024;

  private final Path path;
  private final Form form;

  private KeyFile(Path path, Form form) {
    this.path = path;
    this.form = form;
  }

  /** A file that holds a JSON Web Key Set, of at most 256 KiB. */
  public static KeyFile jwks(Path path) {
    return new KeyFile(path, Form.JWKS);
  }

  /** A file that holds PEM, see {@link FixedKeys#fromPem}. */
  public static KeyFile pem(Path path) {
    return new KeyFile(path, Form.PEM);
  }

  /**
   * Reads the file.
   *
   * @throws IllegalArgumentException when it cannot be read, or holds anything but public keys that
   *     can be used and told apart; without key material
   */
  public FixedKeys read() {
    return parse(bytes(), SignatureProvider.jdk());
  }

  byte[] bytes() {
    if (Files.exists(path) && !Files.isRegularFile(path)) { // reading a pipe may never end
      throw new IllegalArgumentException(this + " is no regular file");
    }
    try (InputStream stream = Files.newInputStream(path)) {
      byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new IllegalArgumentException(this + " is longer than " + MAX_BYTES + " bytes");
      }
      return bytes;
    } catch (IOException e) {
      throw new IllegalArgumentException(
          this + " cannot be read (" + e.getClass().getSimpleName() + ")", e);
    }
  }

  FixedKeys parse(byte[] bytes, SignatureProvider provider) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    if (text.isBlank()) {
      throw new IllegalArgumentException(this + " is empty");
    }
    if (form == Form.JWKS && text.stripLeading().startsWith("-----BEGIN ")) {
      throw new IllegalArgumentException(this + " holds PEM; name it in public-key-file");
    }
    try {
      return form == Form.PEM
          ? FixedKeys.fromPem(text, provider)
          : FixedKeys.fromJwks(bytes, provider).orRefuse();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(this + ": " + e.getMessage(), e);
    }
  }

  /** Where the file is. */
  @Override
  public String toString() {
    return "the file " + path;
  }
}
