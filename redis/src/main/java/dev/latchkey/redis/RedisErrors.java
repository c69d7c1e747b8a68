package dev.latchkey.redis;

import io.lettuce.core.RedisCommandExecutionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a failed call means, told without the words of its message, which may quote what was sent.
 */
final class RedisErrors {

  /** By these a server says that another one has, or will soon have, its place. */
  private static final Set<String> FAIL_OVER =
      Set.of("READONLY", "LOADING", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "NOREPLICAS");

  private RedisErrors() {}

  /** Tells whether the same may go well on another connection: no server has refused it. */
  static boolean pass(@Nullable Throwable failure) {
    return !(failure instanceof RedisCommandExecutionException)
        || FAIL_OVER.contains(code(failure));
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

  /** What all the others were thrown for. */
  static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null && root.getCause() != root) {
      root = root.getCause();
    }
    return root;
  }
}
