package dev.latchkey.redis;

import io.lettuce.core.RedisCommandExecutionException;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a failed call means, told without the words of its message, which may quote what was sent.
 */
final class RedisErrors {

  /** By these a server says that another one has, or will soon have, its place. */
  private static final Set<String> FAIL_OVER =
      Set.of("READONLY", "LOADING", "MASTERDOWN", "CLUSTERDOWN", "TRYAGAIN", "NOREPLICAS");

  /** The code comes first; in a script, before Redis 7, behind the place in the script. */
  private static final Pattern MESSAGE =
      Pattern.compile(
          "(?:ERR Error running script \\(call to \\w+\\): (?:@user_script: ?\\d+: )+-?)?"
              + "([A-Z]{2,20})(?: .*)?",
          Pattern.DOTALL);

  private RedisErrors() {}

  /** Tells whether the same may go well on another connection: no server has refused it. */
  static boolean pass(@Nullable Throwable failure) {
    return !(failure instanceof RedisCommandExecutionException)
        || FAIL_OVER.contains(code(failure));
  }

  /** The code in what Redis says, which holds nothing of the call; else the type. */
  static String code(@Nullable Throwable failure) {
    if (failure instanceof RedisCommandExecutionException && failure.getMessage() != null) {
      Matcher message = MESSAGE.matcher(failure.getMessage());
      if (message.matches()) {
        return message.group(1);
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
