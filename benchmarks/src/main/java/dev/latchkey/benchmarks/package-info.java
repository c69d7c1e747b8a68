/**
 * What protection costs, measured with JMH: always beside a floor in the same run.
 *
 * <p>Start with {@link dev.latchkey.benchmarks.AccessTokenBenchmark}. {@link
 * dev.latchkey.benchmarks.Issuer} makes the keys and tokens. {@link
 * dev.latchkey.benchmarks.KeyFlood} is a program of its own, since it counts calls as well, and so
 * is {@link dev.latchkey.benchmarks.SessionCosts}, which asks Redis what it has to say.
 */
@NullMarked
package dev.latchkey.benchmarks;

import org.jspecify.annotations.NullMarked;
