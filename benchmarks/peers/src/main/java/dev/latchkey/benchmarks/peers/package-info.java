/** x. */
package dev.latchkey.benchmarks.peers;
