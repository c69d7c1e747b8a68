package dev.latchkey.keys;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Keys of one moment. Immutable. */
public final class KeySet {

  /** An id should be unique; two share one while a provider changes algorithms. */
  static final int MAX_WITH_ID = 2;

  /** What a signature without an id may cost. */
  static final int MAX_WITHOUT_ID = 4;

  private final Map<VerificationKey, VerificationKey> keys;
  private final Map<String, List<VerificationKey>> byId;
  private final boolean haveIds;
  private final int skipped;

  KeySet(List<VerificationKey> keys) {
    this(keys, 0);
  }

  KeySet(List<VerificationKey> keys, int skipped) {
    this(keys, skipped, true);
  }

  private KeySet(List<VerificationKey> keys, int skipped, boolean haveIds) {
    this.skipped = skipped;
    Map<VerificationKey, VerificationKey> distinct = new LinkedHashMap<>();
    for (VerificationKey key : keys) {
      distinct.putIfAbsent(key, key);
    }
    this.keys = distinct;
    this.byId = byId(List.copyOf(distinct.values()));
    this.haveIds = haveIds;
  }

  /** Keys of a form that knows no ids: each may be meant by any. */
  static KeySet withoutIds(List<VerificationKey> keys) {
    return new KeySet(keys, 0, false);
  }

  private static Map<String, List<VerificationKey>> byId(List<VerificationKey> keys) {
    Map<String, List<VerificationKey>> byId = new HashMap<>();
    for (VerificationKey key : keys) {
      if (key.keyId() != null) {
        byId.computeIfAbsent(key.keyId(), any -> new ArrayList<>()).add(key);
      }
    }
    byId.replaceAll((id, sharing) -> List.copyOf(sharing));
    return byId;
  }

  /**
   * The keys that may have made a signature.
   *
   * @param kid with it, keys of that id only, at most 2; {@code null}: at most 4 that fit (RFC 7515
   *     section 4.1.4)
   */
  public List<VerificationKey> candidates(@Nullable String kid, String algorithm) {
    if (kid == null || !haveIds) {
      return fitting(keys.keySet(), algorithm, MAX_WITHOUT_ID);
    }
    List<VerificationKey> named = byId.get(kid);
    if (named == null) {
      return List.of();
    }
    if (named.size() == 1) { // the usual case makes no new list
      return named.get(0).fits(algorithm) ? named : List.of();
    }
    return fitting(named, algorithm, MAX_WITH_ID);
  }

  private static List<VerificationKey> fitting(
      Iterable<VerificationKey> keys, String algorithm, int max) {
    List<VerificationKey> fitting = new ArrayList<>(max);
    for (VerificationKey key : keys) {
      if (fitting.size() < max && key.fits(algorithm)) {
        fitting.add(key);
      }
    }
    return fitting;
  }

  /** Tells whether a key is in this set. */
  public boolean contains(VerificationKey key) {
    return keys.containsKey(key);
  }

  /** The ids that more than one key has. */
  List<String> sharedIds() {
    SortedSet<String> shared = new TreeSet<>();
    for (Map.Entry<String, List<VerificationKey>> each : byId.entrySet()) {
      if (each.getValue().size() > 1) {
        shared.add(each.getKey());
      }
    }
    return List.copyOf(shared);
  }

  /** How many keys there are. */
  public int size() {
    return keys.size();
  }

  /** How many entries of the document it was read from are not among its keys. */
  public int skipped() {
    return skipped;
  }

  /** The equal key of this set, or the given one where there is none. */
  VerificationKey sameAs(VerificationKey key) {
    return keys.getOrDefault(key, key);
  }
}
