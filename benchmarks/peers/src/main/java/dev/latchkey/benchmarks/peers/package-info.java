/**
 * Latchkey beside other libraries that verify tokens, each as its own documentation sets it up,
 * with its key ready and no memory of tokens.
 *
 * <p>Start with {@link dev.latchkey.benchmarks.peers.Pairs}, which starts a process for each
 * candidate and algorithm; {@link dev.latchkey.benchmarks.peers.Candidate} lists what is measured,
 * and every library has one file that knows it. Nobody is timed that takes a forged signature; who
 * leaves the issuer, the audience or the expiry to the application is marked so in the table.
 */
@NullMarked
package dev.latchkey.benchmarks.peers;

import org.jspecify.annotations.NullMarked;
