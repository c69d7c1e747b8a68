package dev.latchkey.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of an object in the order they were read. Few are kept side by side in one array: a
 * fifth of the memory of a hash table, and found as fast. Immutable.
 */
final class Members extends AbstractMap<String, @Nullable Object> {

  /** With more than this, to look at one after the other takes longer than to hash. */
  private static final int MAX_SIDE_BY_SIDE = 32;

  private final @Nullable Object[] namesAndValues;
  private final long hashes;

  private Members(@Nullable Object[] namesAndValues, long hashes) {
    this.namesAndValues = namesAndValues;
    this.hashes = hashes;
  }

  /**
   * Makes an object.
   *
   * @param stack names and values in turn from the one index to the other
   * @return {@code null} where a name stands twice
   */
  static @Nullable Map<String, @Nullable Object> of(@Nullable Object[] stack, int from, int to) {
    if (to - from > 2 * MAX_SIDE_BY_SIDE) {
      return hashed(stack, from, to);
    }
    long hashes = 0;
    for (int i = from; i < to; i += 2) {
      String name = (String) stack[i];
      if (mayHold(hashes, name) && indexOf(name, stack, from, i) >= 0) {
        return null;
      }
      hashes |= 1L << name.hashCode();
    }
    return new Members(Arrays.copyOfRange(stack, from, to), hashes);
  }

  private static @Nullable Map<String, @Nullable Object> hashed(
      @Nullable Object[] stack, int from, int to) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>(to - from);
    for (int i = from; i < to; i += 2) {
      members.put((String) stack[i], stack[i + 1]);
    }
    return members.size() == (to - from) / 2 ? Collections.unmodifiableMap(members) : null;
  }

  /** One bit of 64 for each name: most of what is not there is known by it at once. */
  private static boolean mayHold(long hashes, String name) {
    return (hashes & 1L << name.hashCode()) != 0;
  }

  private static int indexOf(String wanted, @Nullable Object[] names, int from, int to) {
    for (int i = from; i < to; i += 2) {
      String name = (String) names[i];
      if (name == wanted || name.hashCode() == wanted.hashCode() && name.equals(wanted)) {
        return i;
      }
    }
    return -1;
  }

  private int indexOf(@Nullable Object key) {
    return key instanceof String name && mayHold(hashes, name)
        ? indexOf(name, namesAndValues, 0, namesAndValues.length)
        : -1;
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    int index = indexOf(key);
    return index < 0 ? null : namesAndValues[index + 1];
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return indexOf(key) >= 0;
  }

  @Override
  public int size() {
    return namesAndValues.length / 2;
  }

  @Override
  public Set<Entry<String, @Nullable Object>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Entry<String, @Nullable Object>> iterator() {
        return entries();
      }

      @Override
      public int size() {
        return Members.this.size();
      }
    };
  }

  private Iterator<Entry<String, @Nullable Object>> entries() {
    return new Iterator<>() {
      private int next;

      @Override
      public boolean hasNext() {
        return next < namesAndValues.length;
      }

      @Override
      public Entry<String, @Nullable Object> next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        next += 2;
        return new SimpleImmutableEntry<>(
            (String) namesAndValues[next - 2], namesAndValues[next - 1]);
      }
    };
  }
}
