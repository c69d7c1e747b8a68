/**
 * What protection costs: always beside a floor in the same run, and mostly measured with JMH.
 *
 * <p>Start with {@link dev.latchkey.benchmarks.AccessTokenBenchmark}. {@link
 * dev.latchkey.benchmarks.Issuer} makes the keys and tokens. {@link
 * dev.latchkey.benchmarks.KeyFlood} is a program of its own, since it counts calls as well, and so
 * is {@link dev.latchkey.benchmarks.SessionCosts}, which asks Redis what it has to say. What times
 * pairs of windows is in {@code pairs}; other libraries are measured in a module of their own,
 * which keeps theirs off this class path.
 */
@NullMarked
package dev.latchkey.benchmarks;

import org.jspecify.annotations.NullMarked;
