package dev.latchkey.redis;

import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.Base16;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * What Redis does in one go. Lettuce sends a call again when its connection broke before an answer
 * came, so each of them comes to the same when it is done twice. Immutable.
 */
final class Script {

  /** Keeps a value where none is, or where this very write has come before. */
  static final Script PUT_IF_ABSENT =
      new Script(
          ScriptOutputType.BOOLEAN,
          """
          local writer = redis.call('GETRANGE', KEYS[1], 8, 15)
          if writer == '' then
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            return 1
          end
          return writer == string.sub(ARGV[1], 9, 16) and 1 or 0
          """);

  /** Replaces a value of a certain version, or one that this very write has put there before. */
  static final Script PUT_IF_VERSION =
      new Script(
          ScriptOutputType.BOOLEAN,
          """
          local head = redis.call('GETRANGE', KEYS[1], 0, 15)
          if #head == 16 and string.sub(head, 1, 8) == ARGV[3] then
            redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
            return 1
          end
          return head == string.sub(ARGV[1], 1, 16) and 1 or 0
          """);

  /** Adds a member that ends by itself, and drops those that have. */
  static final Script INDEX =
      new Script(
          ScriptOutputType.INTEGER,
          """
          local time = redis.call('TIME')
          local now = time[1] * 1000 + math.floor(time[2] / 1000)
          redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
          redis.call('ZADD', KEYS[1], 'GT', now + ARGV[2], ARGV[1])
          if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[2]) then
            redis.call('PEXPIRE', KEYS[1], ARGV[2])
          end
          return 1
          """);

  /**
   * Takes all members, which stay for a while under the name of this very call: there it finds them
   * once more. Whoever took has dropped them there within a time (the last argument), or else has
   * not heard the answer, and they are anybody's. Members have no colon, those taken one.
   */
  static final Script TAKE_INDEX =
      new Script(
          ScriptOutputType.MULTI,
          """
          local time = redis.call('TIME')
          local now = time[1] * 1000 + math.floor(time[2] / 1000)
          redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
          local found = redis.call('ZRANGE', KEYS[1], 0, -1, 'WITHSCORES')
          local taken = {}
          local fresh = false
          for i = 1, #found, 2 do
            local colon = string.find(found[i], ':', 1, true) or 0
            local member = string.sub(found[i], colon + 1)
            if string.sub(found[i], 1, colon) == ARGV[1] then
              taken[#taken + 1] = member
            elseif colon == 0 or now + ARGV[2] - found[i + 1] > tonumber(ARGV[3]) then
              redis.call('ZREM', KEYS[1], found[i])
              redis.call('ZADD', KEYS[1], now + ARGV[2], ARGV[1] .. member)
              taken[#taken + 1] = member
              fresh = true
            end
          end
          if fresh then
            redis.call('PEXPIRE', KEYS[1], ARGV[2])
          end
          return taken
          """);

  private final ScriptOutputType output;
  private final byte[] text;
  private final String digest;

  private Script(ScriptOutputType output, String text) {
    this.output = output;
    this.text = text.getBytes(StandardCharsets.UTF_8);
    this.digest = Base16.digest(this.text);
  }

  /** Runs by its digest; where Redis does not know it yet, it is sent whole. */
  <T> CompletionStage<T> run(
      RedisClusterAsyncCommands<String, byte[]> commands, String[] keys, byte[]... values) {
    CompletionStage<T> known = commands.evalsha(digest, output, keys, values);
    return known.exceptionallyCompose(
        failure ->
            causeOf(failure) instanceof RedisNoScriptException
                ? commands.eval(text, output, keys, values)
                : CompletableFuture.failedStage(failure));
  }

  String text() {
    return new String(text, StandardCharsets.UTF_8);
  }

  private static Throwable causeOf(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }
}
