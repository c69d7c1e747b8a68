/**
 * A real Redis for those who want to try or test what needs one: {@link
 * dev.latchkey.examples.redis.RedisServer}. Knows nothing of Latchkey.
 */
@NullMarked
package dev.latchkey.examples.redis;

import org.jspecify.annotations.NullMarked;
