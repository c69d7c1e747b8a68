package dev.latchkey.testkit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.GZIPOutputStream;

/** 64 MB of zeros, compressed; made when it is first asked for. */
final class GzipBomb {
  static final byte[] BYTES = make();

  private GzipBomb() {}

  private static byte[] make() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      byte[] megabyte = new byte[1024 * 1024];
      for (int i = 0; i < 64; i++) {
        gzip.write(megabyte);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }
}
