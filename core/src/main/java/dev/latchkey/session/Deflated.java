package dev.latchkey.session;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.jspecify.annotations.Nullable;

/** Compression with a limit on what comes out again. */
final class Deflated {

  static final int MAX_BYTES = 64 * 1024;
  private static final int STEP = 4 * 1024;

  private Deflated() {}

  static byte[] deflate(byte[] plain) {
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION, true);
    try {
      deflater.setInput(plain);
      deflater.finish();
      ByteArrayOutputStream out = new ByteArrayOutputStream(plain.length);
      byte[] step = new byte[STEP];
      while (!deflater.finished()) {
        out.write(step, 0, deflater.deflate(step));
      }
      return out.toByteArray();
    } finally {
      deflater.end();
    }
  }

  /** Returns {@code null} for what was not deflated, or would grow beyond 64 KiB. */
  static byte @Nullable [] inflate(byte[] deflated) {
    Inflater inflater = new Inflater(true);
    try {
      inflater.setInput(deflated);
      ByteArrayOutputStream out = new ByteArrayOutputStream(STEP);
      byte[] step = new byte[STEP];
      while (!inflater.finished()) {
        int count = inflater.inflate(step);
        boolean stuck = count == 0 && !inflater.finished();
        if (stuck || out.size() + count > MAX_BYTES) {
          return null;
        }
        out.write(step, 0, count);
      }
      return out.toByteArray();
    } catch (DataFormatException notDeflated) {
      return null;
    } finally {
      inflater.end();
    }
  }
}
