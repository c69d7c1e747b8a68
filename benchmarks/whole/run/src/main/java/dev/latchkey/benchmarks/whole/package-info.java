/**
 * Whole requests and starts, of servers in processes of their own, beside the same application
 * unprotected.
 *
 * <p>Start with {@link dev.latchkey.benchmarks.whole.Whole} and {@link
 * dev.latchkey.benchmarks.whole.Start}. {@link dev.latchkey.benchmarks.whole.Variant} lists what is
 * measured; a server is a {@link dev.latchkey.benchmarks.whole.ServerProcess}, whose CPU time the
 * system tells, and {@link dev.latchkey.benchmarks.whole.Wrk} loads it. Nothing is timed that was
 * not seen to let good requests through and to refuse others.
 */
@NullMarked
package dev.latchkey.benchmarks.whole;

import org.jspecify.annotations.NullMarked;
