package dev.latchkey.testkit;

import dev.latchkey.seal.MemoryStore;
import dev.latchkey.seal.SealedStore;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

class MemoryStoreContractTest extends SealedStoreContract {
  private final AtomicLong ticks = new AtomicLong();
  private final MemoryStore store = new MemoryStore(10_000, ticks::get, () -> {});

  @Override
  protected SealedStore connect() {
    return store;
  }

  @Override
  protected void pass(Duration time) {
    ticks.addAndGet(time.toNanos());
  }
}
