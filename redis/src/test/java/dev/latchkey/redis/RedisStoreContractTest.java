package dev.latchkey.redis;

import dev.latchkey.seal.SealedStore;
import dev.latchkey.testkit.SealedStoreContract;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Without a copy near by. */
@Execution(ExecutionMode.CONCURRENT)
class RedisStoreContractTest extends SealedStoreContract {
  private final List<SealedStore> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(SealedStore::close);
  }

  @Override
  protected SealedStore connect() {
    SealedStore store =
        new RedisStoreKind()
            .open(
                Map.of("uri", SharedRedis.uri(), "timeout", "5000", "near-cache", nearCache()),
                text -> {});
    opened.add(store);
    return store;
  }

  String nearCache() {
    return "false";
  }

  @Override
  protected void pass(Duration time) throws InterruptedException {
    Thread.sleep(time.toMillis()); // Redis has a clock of its own
  }
}
