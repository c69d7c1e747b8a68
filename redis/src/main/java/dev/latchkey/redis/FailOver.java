package dev.latchkey.redis;

import io.lettuce.core.RedisCommandExecutionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Errors by which a server of Redis says that another one has, or will soon have, its place. */
final class FailOver {

  private static final Set<String> CODES =
      Set.of("READONLY", "LOADING", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "UNBLOCKED");

  private FailOver() {}

  static boolean isBehind(@Nullable Throwable failure) {
    return failure instanceof RedisCommandExecutionException && CODES.contains(code(failure));
  }

  /** The first word of what Redis says, which holds nothing of the call; else the type. */
  static String code(@Nullable Throwable failure) {
    if (failure instanceof RedisCommandExecutionException && failure.getMessage() != null) {
      String word = failure.getMessage().split(" ", 2)[0];
      if (word.matches("[A-Z]{2,20}")) {
        return word;
      }
    }
    return failure == null ? "nothing" : failure.getClass().getSimpleName();
  }
}
