package dev.latchkey.seal;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * A kind of store that a jar brings along, so that {@code session.store} can name it. Found by
 * {@link java.util.ServiceLoader}, hence with a public constructor without parameters.
 *
 * <p>Its settings are those that begin with its name and a dot, given here without both: text as it
 * was set or is by default, durations as milliseconds. Those without a value are absent.
 */
public interface SealedStoreKind {

  /** The word for it in {@code session.store}. */
  String name();

  /**
   * What is wrong with the settings, whole sentences that begin with the key and say what to do.
   * Never with a value that may hold a secret. Opens and asks nothing.
   */
  List<String> problems(Map<String, String> settings);

  /**
   * Makes a store, once {@link #problems} had nothing to tell. Does not wait for a network: what it
   * needs may be away for now.
   *
   * @param warnings takes what an operator should look at, whenever that is found; thread-safe
   */
  SealedStore open(Map<String, String> settings, Consumer<String> warnings);
}
