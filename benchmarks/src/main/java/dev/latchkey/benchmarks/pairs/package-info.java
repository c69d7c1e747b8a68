/**
 * Two operations timed side by side in one process, in windows that alternate, by the CPU time of
 * the thread and the bytes that it allocates.
 *
 * <p>Start with {@link dev.latchkey.benchmarks.pairs.Pairing}. On a machine that others use too,
 * wall time says little and so does a figure by itself: what holds is the ratio of two windows that
 * ran one after the other. It knows nothing of tokens.
 */
@NullMarked
package dev.latchkey.benchmarks.pairs;

import org.jspecify.annotations.NullMarked;
