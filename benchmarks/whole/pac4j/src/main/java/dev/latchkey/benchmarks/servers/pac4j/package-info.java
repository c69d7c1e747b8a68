/**
 * The application behind pac4j's filter for servlets.
 *
 * <p>{@link dev.latchkey.benchmarks.servers.pac4j.Pac4jServer} is all of it. {@code servers} has
 * the application itself.
 */
@NullMarked
package dev.latchkey.benchmarks.servers.pac4j;

import org.jspecify.annotations.NullMarked;
