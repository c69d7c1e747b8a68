/**
 * The application whose requests are timed, on an embedded Jetty and unprotected, and how a server
 * talks to the program that started it.
 *
 * <p>Start with {@link dev.latchkey.benchmarks.servers.UnprotectedServer}. Every protected server
 * is a module of its own with the jars that it needs and no others, puts its filter before the same
 * servlet, and ends in {@link dev.latchkey.benchmarks.servers.Served}. It knows nothing of who
 * loads it.
 */
@NullMarked
package dev.latchkey.benchmarks.servers;

import org.jspecify.annotations.NullMarked;
