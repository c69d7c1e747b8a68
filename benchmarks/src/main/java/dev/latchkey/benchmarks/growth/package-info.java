/**
 * What becomes of the costs when there is more of something: threads, rules, issuers, remembered
 * tokens. Always beside the smallest size in the same process.
 *
 * <p>Start with {@link dev.latchkey.benchmarks.growth.Growth}. Each of the four has a file of its
 * own and answers a {@link dev.latchkey.benchmarks.growth.Table}, of which {@link
 * dev.latchkey.benchmarks.growth.Plot} draws a curve.
 */
@NullMarked
package dev.latchkey.benchmarks.growth;

import org.jspecify.annotations.NullMarked;
