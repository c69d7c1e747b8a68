package dev.latchkey.redis;

import dev.latchkey.seal.SealedStore;
import dev.latchkey.seal.SealedStoreKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What {@code session.store=redis} names. */
public final class RedisStoreKind implements SealedStoreKind {

  /** For {@link java.util.ServiceLoader}. */
  public RedisStoreKind() {}

  @Override
  public String name() {
    return "redis";
  }

  @Override
  public List<String> problems(Map<String, String> settings) {
    List<String> problems = new ArrayList<>();
    RedisSettings.read(settings, problems);
    return problems;
  }

  @Override
  public SealedStore open(Map<String, String> settings, Consumer<String> warnings) {
    List<String> problems = new ArrayList<>();
    RedisSettings read = RedisSettings.read(settings, problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    read.warnings().forEach(warnings);
    return RedisStore.open(read, warnings);
  }
}
