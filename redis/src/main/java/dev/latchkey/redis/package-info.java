/**
 * Sealed records in Redis or Valkey, so that all nodes find them: {@code session.store=redis}.
 *
 * <p>Begin with {@link dev.latchkey.redis.RedisStore}, which says each of its calls in Redis'
 * words; {@code RedisLink} is the one connection they share, and {@code RedisCalls} the time they
 * have. {@code NearCache} is the only place that remembers a value here.
 *
 * <p>Knows {@code dev.latchkey.seal} only: neither what the records hold nor whose they are. One
 * record is one key, hence in one slot of a Cluster.
 */
@NullMarked
package dev.latchkey.redis;

import org.jspecify.annotations.NullMarked;
