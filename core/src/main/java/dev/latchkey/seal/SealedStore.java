package dev.latchkey.seal;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where sealed records are kept outside of the browser: in this process, or where several nodes
 * find them. Implementations are thread-safe.
 *
 * <p>Keys, index names and members are ASCII text of at most 2,048 characters from {@code A-Z a-z
 * 0-9 - _} that tells nothing of what it stands for; values are ciphertext of at most 64 KiB. So a
 * store needs no secrecy, only to be reliable. What it loses is as if it had ended.
 *
 * <p>Every method throws {@link IOException} when it could not find out or not do it: within half a
 * second, or so that an interrupted thread goes on with its interrupt flag set. That answers the
 * request with 503 and ends nobody's session.
 *
 * <p>What one node wrote the others read from then on; a node that keeps copies drops its own when
 * {@link #putIfVersion} is refused. The testkit's {@code SealedStoreContract} tests all of this.
 */
public interface SealedStore extends AutoCloseable {

  /** Returns what is kept under a key; empty when it never was, was removed, or its time is up. */
  Optional<Kept> get(String key) throws IOException;

  /**
   * Returns what is kept under some keys; a key with nothing is left out. Here one is asked after
   * the other, which a store that is a network away does better.
   */
  default Map<String, Kept> getAll(Collection<String> keys) throws IOException {
    Map<String, Kept> found = new HashMap<>();
    for (String key : keys) {
      get(key).ifPresent(kept -> found.put(key, kept));
    }
    return found;
  }

  /**
   * Keeps a value under a key that is free, with version 1.
   *
   * @param timeToLive from one second on; then it is gone by itself
   * @return whether the key was free; if not, nothing has changed
   */
  boolean putIfAbsent(String key, byte[] sealed, Duration timeToLive) throws IOException;

  /**
   * Replaces a value when nobody else did so meanwhile; the version then grows by one.
   *
   * @param version as {@link #get} gave it
   * @param timeToLive from one second on, counted from now
   * @return whether it was replaced; false also when there is nothing under that key any more, so
   *     that what was removed stays so
   */
  boolean putIfVersion(String key, long version, byte[] sealed, Duration timeToLive)
      throws IOException;

  /** Removes what is kept under a key, if anything. */
  void remove(String key) throws IOException;

  /**
   * Adds a member to a set, or keeps one longer that is in it already.
   *
   * @param timeToLive how long from now the member must stay findable at the least
   */
  void index(String index, String member, Duration timeToLive) throws IOException;

  /**
   * Empties a set and returns what was in it: to no two callers the same. What was in an answer
   * that got lost should be found by a later call, since nobody else knows of it.
   */
  Set<String> takeIndex(String index) throws IOException;

  /** Releases connections and threads; called once, by whoever built. */
  @Override
  void close();

  /** A value and its version. Immutable, but for the array, which nobody changes. */
  final class Kept {

    private final byte[] sealed;
    private final long version;

    private Kept(byte[] sealed, long version) {
      this.sealed = sealed;
      this.version = version;
    }

    /** A value as it was put; versions begin with 1. */
    public static Kept of(byte[] sealed, long version) {
      return new Kept(sealed, version);
    }

    /** The value, as it was put. */
    public byte[] sealed() {
      return sealed;
    }

    /** How often it was put. */
    public long version() {
      return version;
    }

    /** Tells whether it is the same value of the same version. */
    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Kept kept
          && kept.version == version
          && Arrays.equals(kept.sealed, sealed);
    }

    @Override
    public int hashCode() {
      return 31 * Arrays.hashCode(sealed) + Long.hashCode(version);
    }

    /** The version and length, nothing else. */
    @Override
    public String toString() {
      return "Kept[version " + version + ", " + sealed.length + " bytes]";
    }
  }
}
