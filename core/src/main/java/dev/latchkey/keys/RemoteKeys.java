package dev.latchkey.keys;

import dev.latchkey.event.Reason;
import dev.latchkey.http.Fetch;
import dev.latchkey.http.FreshDocument;
import dev.latchkey.http.Freshness;
import dev.latchkey.http.Health;
import dev.latchkey.http.Surroundings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keys that are fetched and kept fresh. Thread-safe; a key that is at hand is found without lock,
 * wait or exception.
 *
 * <p>The first use fetches. Keys that are due are refreshed in the background; while that fails,
 * the old ones are used until they are too stale. An id that is not known causes one fetch a
 * cool-down, whoever asks.
 */
public final class RemoteKeys implements KeySource, AutoCloseable {

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
  private static final Duration WITHOUT_END = Duration.ofSeconds(Long.MAX_VALUE);

  private static final KeyLookup UNKNOWN = new KeyLookup.Unknown();

  private final List<FreshDocument<KeySet>> documents;

  /**
   * Makes a source that has not fetched anything yet.
   *
   * @param issuer named in events, as configured
   * @param addresses where keys are published, at least one; those of all addresses count together
   */
  public RemoteKeys(
      String issuer, List<KeyAddress> addresses, KeySettings settings, Surroundings outside) {
    this(
        addresses.stream()
            .map(address -> new KeyFetch(issuer, address, settings, outside))
            .toList(),
        freshness(settings, settings.maxStale()),
        outside);
  }

  private RemoteKeys(
      List<? extends Fetch<KeySet>> fetches, Freshness freshness, Surroundings outside) {
    if (fetches.isEmpty()) {
      throw new IllegalArgumentException("no address of keys is given");
    }
    List<FreshDocument<KeySet>> made = new ArrayList<>();
    fetches.forEach(fetch -> made.add(new FreshDocument<>(fetch, freshness, outside)));
    documents = List.copyOf(made);
  }

  /**
   * Makes a source that reads a file again, as it would fetch: when due, and for an id that is not
   * known. While the file is bad or missing, the keys last read are used without limit, as nobody
   * can tell a file that is being replaced from one that is gone.
   *
   * @param issuer named in events, as configured
   */
  public static RemoteKeys inFile(
      String issuer, KeyFile file, KeySettings settings, Surroundings outside) {
    return new RemoteKeys(
        List.of(new KeyFileFetch(issuer, file, settings.signatures(), outside.listener())),
        freshness(settings, WITHOUT_END),
        outside);
  }

  private static Freshness freshness(KeySettings settings, Duration maxStale) {
    return new Freshness(
        settings.refresh(),
        maxStale,
        settings.coolDown(),
        firstPause(settings.coolDown()),
        settings.coolDown(),
        false,
        settings.waitLimit());
  }

  /** An outage that is over soon is soon over here; one that lasts is asked about ever less. */
  private static Duration firstPause(Duration coolDown) {
    return coolDown.compareTo(FIRST_PAUSE) < 0 ? coolDown : FIRST_PAUSE;
  }

  @Override
  public KeyLookup find(@Nullable String kid, String algorithm) {
    @Nullable KeySet[] seen = new KeySet[documents.size()];
    boolean complete = true;
    List<VerificationKey> found = List.of();
    for (int i = 0; i < seen.length; i++) {
      KeySet keys = documents.get(i).now();
      seen[i] = keys;
      complete &= keys != null;
      found = keys == null ? found : joined(found, keys.candidates(kid, algorithm), most(kid));
    }
    if (found.isEmpty() || kid == null && !complete) {
      return findNewer(kid, algorithm, seen, found.isEmpty());
    }
    return new KeyLookup.Found(found);
  }

  /**
   * Looks again after fetching.
   *
   * @param all whether every address is asked for newer keys, or those without any alone: without
   *     an id any key may have made the signature, so all must be at hand
   */
  private KeyLookup findNewer(
      @Nullable String kid, String algorithm, @Nullable KeySet[] seen, boolean all) {
    List<VerificationKey> found = List.of();
    FreshDocument.Trouble trouble = null;
    for (int i = 0; i < seen.length; i++) {
      KeySet keys = seen[i];
      if (all || keys == null) {
        FreshDocument.Reading<KeySet> reading = documents.get(i).newerThan(keys);
        keys = reading.value();
        trouble = reading.trouble() == null ? trouble : reading.trouble();
      }
      found = keys == null ? found : joined(found, keys.candidates(kid, algorithm), most(kid));
    }
    KeyLookup.Unavailable missing = trouble == null ? null : unavailable(trouble);
    if (!found.isEmpty()) {
      return new KeyLookup.Found(found, kid == null ? missing : null);
    }
    return missing == null ? UNKNOWN : missing;
  }

  private static int most(@Nullable String kid) {
    return kid == null ? KeySet.MAX_WITHOUT_ID : KeySet.MAX_WITH_ID;
  }

  private static List<VerificationKey> joined(
      List<VerificationKey> some, List<VerificationKey> more, int max) {
    if (some.isEmpty() || more.isEmpty()) {
      return some.isEmpty() ? more : some;
    }
    List<VerificationKey> all = new ArrayList<>(some);
    all.addAll(more);
    return all.subList(0, Math.min(max, all.size()));
  }

  private static KeyLookup.Unavailable unavailable(FreshDocument.Trouble trouble) {
    Reason reason =
        trouble.reason() == Reason.PROVIDER_UNREACHABLE
            ? Reason.KEYS_UNAVAILABLE
            : trouble.reason();
    return new KeyLookup.Unavailable(reason, trouble.detail());
  }

  /** Tells whether a key is still in use; begins a fetch in the background when one is due. */
  @Override
  public boolean holds(VerificationKey key) {
    for (FreshDocument<KeySet> document : documents) {
      KeySet keys = document.now();
      if (keys != null && keys.contains(key)) {
        return true;
      }
    }
    return false;
  }

  /** Tells whether usable keys of all addresses are at hand. Waits for nothing. */
  public boolean atHand() {
    return documents.stream().allMatch(document -> document.now() != null);
  }

  @Override
  public Optional<KeyHealth> health() {
    int usable = 0;
    int skipped = 0;
    Optional<Health.Trouble> trouble = Optional.empty();
    for (FreshDocument<KeySet> document : documents) {
      KeySet keys = document.now();
      usable += keys == null ? 0 : keys.size();
      skipped += keys == null ? 0 : keys.skipped();
      trouble = trouble.or(() -> document.health().trouble());
    }
    return Optional.of(
        new KeyHealth(usable, skipped, atHand(), new Health(lastSuccess(), trouble)));
  }

  /** The oldest of the addresses' times; empty until each was fetched once. */
  @Override
  public Optional<Instant> lastSuccess() {
    Instant oldest = Instant.MAX;
    for (FreshDocument<KeySet> document : documents) {
      Optional<Instant> success = document.lastSuccess();
      if (success.isEmpty()) {
        return Optional.empty();
      }
      oldest = success.get().isBefore(oldest) ? success.get() : oldest;
    }
    return Optional.of(oldest);
  }

  /** Ends fetching. */
  @Override
  public void close() {
    documents.forEach(FreshDocument::close);
  }
}
