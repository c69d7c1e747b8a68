/**
 * The application behind Latchkey's filter.
 *
 * <p>{@link dev.latchkey.benchmarks.servers.latchkey.LatchkeyServer} takes bearer tokens, with the
 * issuer's keys among its settings, so that it asks nobody. {@code servers} has the application
 * itself.
 */
@NullMarked
package dev.latchkey.benchmarks.servers.latchkey;

import org.jspecify.annotations.NullMarked;
