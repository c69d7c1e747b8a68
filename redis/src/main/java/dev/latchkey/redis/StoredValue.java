package dev.latchkey.redis;

import dev.latchkey.seal.SealedStore.Kept;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A value as it stands in Redis: 8 bytes of version, 8 bytes that name the write it came by, then
 * the sealed bytes. By the write's name a call that is sent twice knows itself.
 */
final class StoredValue {

  private static final int HEAD = 2 * Long.BYTES;

  /** A store's longest value, with its head. */
  static final int MOST_BYTES = HEAD + 64 * 1024;

  private StoredValue() {}

  /** A value to write, under a name of its own. */
  static byte[] of(long version, byte[] sealed) {
    return ByteBuffer.allocate(HEAD + sealed.length)
        .putLong(version)
        .putLong(ThreadLocalRandom.current().nextLong()) // to differ, not to be unguessable
        .put(sealed)
        .array();
  }

  static byte[] version(long version) {
    return ByteBuffer.allocate(Long.BYTES).putLong(version).array();
  }

  /** What was put; empty where somebody else has put what is none of ours. */
  static Optional<Kept> read(byte[] stored) {
    if (stored.length < HEAD || stored.length > MOST_BYTES) {
      return Optional.empty();
    }
    ByteBuffer buffer = ByteBuffer.wrap(stored);
    long version = buffer.getLong();
    buffer.position(HEAD);
    byte[] sealed = new byte[buffer.remaining()];
    buffer.get(sealed);
    return Optional.of(Kept.of(sealed, version));
  }
}
